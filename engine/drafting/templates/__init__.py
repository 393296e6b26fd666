"""New processes: what one can begin as, and the files that come of it."""

"""Stories of whole cases, and the checks on the drawings themselves."""

"""Known bugs, one a module; `./asistents test --planted` puts each in and sees the suite turn red."""

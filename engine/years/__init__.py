"""The figures of a year: gathered, made into tables and files; what is entered for them."""

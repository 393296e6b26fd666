"""Running cases taken over from another system: a file is judged as a whole, then enters."""

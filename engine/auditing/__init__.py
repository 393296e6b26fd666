"""What was done and who looked, for those who audit."""

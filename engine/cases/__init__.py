"""What is done with a case: applied for, opened, changed, held, handed over, gone back in, asked about."""

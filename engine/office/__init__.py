"""What an administrator keeps: the municipality, its crest and days off, providers, accounts; mail tried."""

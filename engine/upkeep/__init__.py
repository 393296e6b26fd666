"""Whether everything still adds up, how much stands where; archives, backups, signs of life."""

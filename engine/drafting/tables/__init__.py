"""A decision table of a draft: what it asks, its test row, its test cases, its rules in words."""

"""Test runs of a draft: begun, played step by step in a process of their own, kept as scenarios."""

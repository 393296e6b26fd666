"""Reads that several rooms need, and the few writes that must be one statement; one module per subject."""

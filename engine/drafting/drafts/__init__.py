"""Drafts and their files: begun, read, changed, checked; who may, and in which state."""

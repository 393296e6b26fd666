"""Releases while they are being changed: drafts, their files, what is found in them, two people."""

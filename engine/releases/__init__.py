"""Releases under one hash: stored, read, taken into use from a day; rule packs as recorded; installations."""

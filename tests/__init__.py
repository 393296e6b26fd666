"""Tests mirror the rooms: `tests/domain` tests `engine/domain`; `tests/house` keeps the house in order."""

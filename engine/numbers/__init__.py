"""Dated numbers of a rule pack: read, changed by two people, tried out on past cases."""

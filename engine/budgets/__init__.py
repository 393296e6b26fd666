"""A municipality's money of a year: set by two people, spent, committed, forecast."""

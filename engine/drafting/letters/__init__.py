"""A letter of a draft, edited, previewed and tried on paper."""

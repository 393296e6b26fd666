"""Files that make money move: the bank's credit transfer and the payroll's list.

ISO 20022 tag names live only here; everybody else says the names in full.
Nothing here reads the database or the time of day: the same order gives the same bytes.
"""

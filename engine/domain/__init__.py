"""Rules of law and money as plain values and functions.

Standard library only; no database, no clock, no files: the day is always an argument, numbers come
dated from a rule pack, money is integer cents and time is integer minutes.
"""

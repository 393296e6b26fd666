"""What leaves the house on paper or screen: letters, e-mail, the ministry claim's files, the ledger as CSV.

Values come in as plain data and go out as bytes; nothing here reads the database or the time of day.
Whatever a person typed stays text: never markup, never a formula, never a mail header.
"""

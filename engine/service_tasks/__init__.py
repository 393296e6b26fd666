"""One module per operation that a diagram may name; `registry.py` is the list of them.

An operation is `name(values, reading, rules, day) -> Outcome`: it reads, calculates with rules as of a day
and says what should happen. It writes nothing; the front door applies its effects in the transaction.
"""

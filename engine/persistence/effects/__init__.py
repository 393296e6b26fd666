"""What a service task may ask for: frozen requests that the front door applies in its transaction.

Each request knows how to write itself, is repeatable, and reads nothing but what it must lock.
"""

"""From values to what a template draws: words, states, forms, months.

Nothing here knows HTTP or the database; every function can be called in a test without a server.
"""

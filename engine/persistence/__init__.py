"""Tables and the queries over them: the only room, queue adapters aside, that imports SQLAlchemy.

Every row of a municipality carries its id and every statement is filtered by it (tenancy.py).
Nothing here commits: the caller's transaction does, and the database itself refuses what must not be.
"""

"""How a database of an earlier version becomes one of this version (Alembic revisions).

A revision is never changed after it was released; the first one is the schema as frozen SQL per database.
"""

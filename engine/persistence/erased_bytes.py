"""What was erased must not lie on in free pages: SQLite writes its file anew, PostgreSQL clears by itself."""

from __future__ import annotations

from engine.persistence.database import BEGIN, Database


def overwrite(database: Database) -> None:
    """Write the file of SQLite anew without what is free in it, and empty its log; others wait meanwhile.

    PostgreSQL's autovacuum takes the space back for other rows by itself, and old log goes with its archive.
    """
    if database.engine.dialect.name != "sqlite":
        return
    plain = database.engine.execution_options(**{BEGIN: None})
    with plain.connect() as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

"""Counts what a database is asked meanwhile; for measurements, never for the house at work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event

from engine.persistence.database import Database


@dataclass(slots=True)
class Asked:
    """How many statements there were so far."""

    statements: int = 0

    def note(self, *_: object) -> None:
        """One more."""
        self.statements += 1


@contextmanager
def counting(database: Database) -> Iterator[Asked]:
    """Every statement sent to the database inside is counted, whichever thread sends it."""
    asked = Asked()
    engine = database.engine
    event.listen(engine, "before_cursor_execute", asked.note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", asked.note)

"""Effects are written after the step was committed: a death in between loses them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engine.persistence.effects.context import Circumstances
from engine.persistence.effects.money import Book
from engine.runtime import Runtime, Session, Tenant
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_commits.py"
    "::test_a_death_at_any_commit_of_a_month_loses_and_doubles_nothing[before-table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    apply = Book.apply
    waiting: list[tuple[Book, Circumstances]] = []

    def _later(self: Book, session: Session, circumstances: Circumstances) -> None:
        waiting.append((self, circumstances))

    def _then(self: Runtime, tenant: Tenant) -> Any:
        @contextmanager
        def _transaction() -> Iterator[Session]:
            with self.database.transaction(tenant) as session:
                yield session
            while waiting:
                book, circumstances = waiting.pop()
                with self.database.transaction(tenant) as session:
                    apply(book, session, circumstances)

        return _transaction()

    put(Book, "apply", _later)
    put(Runtime, "transaction", _then)

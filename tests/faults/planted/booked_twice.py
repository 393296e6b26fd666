"""A booking is made a second time under another name."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from engine.persistence.effects.context import Circumstances
from engine.persistence.effects.money import Book
from tests.faults.planting import put

TURNS_RED = (
    "tests/faults/test_commits.py"
    "::test_a_death_at_any_commit_of_a_month_loses_and_doubles_nothing[after-table-sqlite]"
)


def plant() -> None:
    """Put it in."""
    apply = Book.apply

    def _apply(self: Book, session: Session, circumstances: Circumstances) -> None:
        apply(self, session, circumstances)
        again = replace(self.entry, entry_id=f"{self.entry.entry_id}-again")
        apply(replace(self, entry=again), session, circumstances)

    put(Book, "apply", _apply)

"""Operations of the small house, put into the registry for one test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from engine.domain.rules import Rules
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.tables.installation import DayOff
from engine.runtime import EVERY, Runtime
from engine.service_tasks.outcome import Operation, Outcome, Reading, Values
from engine.service_tasks.registry import OPERATIONS

Answer = Callable[[Values, Reading], Outcome]


@dataclass(frozen=True, slots=True)
class MarkDay:
    """An effect that can be seen from outside: a day off with a name."""

    name: str
    after: int = 0

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        day = circumstances.day + timedelta(days=self.after)
        session.add(DayOff(day=day, name=self.name, is_working=False))
        session.flush()


@dataclass(frozen=True, slots=True)
class Explode:
    """An effect that fails after others were written."""

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        raise RuntimeError("the printer is on fire")


def marked(runtime: Runtime) -> list[str]:
    """What MarkDay left."""
    with runtime.reading(EVERY) as session:
        return [one.name for one in rows.every(session, DayOff, order_by=["id"])]


@contextmanager
def registered(**answers: Answer) -> Iterator[list[str]]:
    """Operations by name for one block; what was called, in order."""
    called: list[str] = []
    before = dict(OPERATIONS)
    try:
        for name, answer in answers.items():
            OPERATIONS[name] = _noted(name, answer, called)
        yield called
    finally:
        OPERATIONS.clear()
        OPERATIONS.update(before)


def nothing(_values: Values, _reading: Reading) -> Outcome:
    """An operation that sets and writes nothing."""
    return Outcome()


def _noted(name: str, answer: Answer, called: list[str]) -> Operation:
    def _operation(values: Values, reading: Reading, _rules: Rules, _day: date) -> Outcome:
        called.append(name)
        return answer(values, reading)

    return _operation

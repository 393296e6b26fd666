"""The circumstances in which a request is applied, and the shape every request has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who, when, on which release: what every written row may want to keep."""

    municipality_id: int
    instance_id: int
    case_id: int | None
    actor_user_id: int | None  # None: time or a message moved the instance
    now: datetime
    day: date  # the same instant in Latvia
    release_id: int
    release_sha256: str


class Effect(Protocol):
    """One request of a service task."""

    def apply(self, session: Session, circumstances: Circumstances) -> None:
        """Write it; raises EngineError where a rule over several cases no longer holds."""

"""What stands around a page of the inbox: names of processes and people, which cases are held."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.persistence.queries import colleagues, names, releases
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.queries.holding import held_among

__all__ = ["Colleague", "Surroundings", "around"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The same for everybody of a municipality, but for what is on the page."""

    processes: Mapping[str, str]  # id → name
    colleagues: Sequence[Colleague]  # everybody of the office
    about: str | None  # the name of the person whose cases alone were asked for
    held: Collection[int]  # the instances on the page that somebody holds


def around(
    session: Session, day: date, instance_ids: Collection[int], person_id: int | None, *, in_office: bool
) -> Surroundings:
    """Three queries, and one for a person's name."""
    asked = None if person_id is None else names.of_persons(session, [person_id]).get(person_id, "–")
    return Surroundings(
        processes=releases.process_names(session),
        colleagues=colleagues.of_office(session, day) if in_office else (),
        about=asked,
        held=held_among(session, instance_ids),
    )

"""The office's own work, checked: decisions without assessment, the yearly sample, assessors side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.case_files.control_assessors import Spread, side_by_side
from engine.case_files.control_samples import draw, record_check
from engine.case_files.control_second_looks import SecondLook, second_looks
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotAllowed
from engine.messages_catalogue import msg
from engine.persistence.queries import controls
from engine.persistence.queries.controls import DrawnFile, NamedDecision
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import Runtime, Session, seen_by

__all__ = [
    "Control",
    "DrawnFile",
    "NamedDecision",
    "Sample",
    "SecondLook",
    "Spread",
    "draw",
    "overview",
    "record_check",
]


@dataclass(frozen=True, slots=True)
class Sample:
    """The year's sample, with its files in the order of checking."""

    seed: str
    active_count: int
    drawn_at: datetime
    drawn_by: str
    files: Sequence[DrawnFile]


@dataclass(frozen=True, slots=True)
class Control:
    """What a year shows."""

    year: int
    granted: int  # decisions made here that granted hours
    unassessed: Sequence[NamedDecision]  # must be none
    taken_over: int
    taken_over_unassessed: Sequence[NamedDecision]
    sample: Sample | None
    spread: Spread
    second_looks: Sequence[SecondLook]


def overview(runtime: Runtime, actor: Actor, year: int) -> Control:
    """Everything at once; NotAllowed for those who do not check the office's work."""
    if actor.municipality_id is None or not can(actor, "control.see", Thing(actor.municipality_id)):
        raise NotAllowed(msg("You may not do this."))
    days = date(year, 1, 1), date(year, 12, 31)
    with runtime.reading(seen_by(actor)) as session:
        return Control(
            year=year,
            granted=controls.count_granted(session, *days, taken_over=False),
            unassessed=controls.without_assessment(session, *days),
            taken_over=controls.count_granted(session, *days, taken_over=True),
            taken_over_unassessed=controls.taken_over_without(session, *days),
            sample=_sample(session, year),
            spread=side_by_side(session, runtime.rule_book(session), year),
            second_looks=second_looks(session, year),
        )


def _sample(session: Session, year: int) -> Sample | None:
    found = controls.sample_of(session, year)
    if found is None:
        return None
    drawn_by = session.get_one(UserAccount, found.drawn_by).display_name
    files = controls.files_of(session, found.id)
    return Sample(found.seed, found.active_count, found.drawn_at, drawn_by, files)

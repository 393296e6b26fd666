"""The page of retention: what the newest night found due, the terms in force, what was erased so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.clock import local_day
from engine.domain.retention import Record, Schedule
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import erasures, retention
from engine.retention import nightly, schedules
from engine.runtime import EVERY, Runtime, seen_by

__all__ = ["Actor", "RetentionPage", "look_again", "own_house", "page"]

OF_CASES = (Record.CASE_FILE, Record.APPLICATION)


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """What the page shows."""

    looked_at: datetime | None  # null: the night has not come yet
    fingerprint: str
    counts: Mapping[Record, int]
    case_numbers: Sequence[str]
    schedule: Schedule | None
    erased: Mapping[str, int]  # record → how many so far


def page(runtime: Runtime, actor: Actor) -> RetentionPage:
    """The page of the actor's municipality; NotFound where it is not for this person."""
    own, day = own_house(actor, "retention.see"), local_day(runtime.clock.now())
    with runtime.reading(seen_by(actor)) as session:
        looked = erasures.newest_look(session, own)
        told: Mapping[str, list[int]] = {} if looked is None else looked.due
        cases = [one for record in OF_CASES for one in told.get(str(record), [])]
        return RetentionPage(
            looked_at=None if looked is None else looked.at,
            fingerprint="" if looked is None else looked.fingerprint,
            counts={Record(record): len(ids) for record, ids in told.items()},
            case_numbers=retention.case_numbers(session, cases),
            schedule=schedules.in_force(runtime, session, own, day),
            erased=erasures.counts(session, own),
        )


def look_again(runtime: Runtime, actor: Actor) -> None:
    """Reckon anew what is due in the actor's municipality, without waiting for the night."""
    own = own_house(actor, "retention.see")
    with runtime.transaction(EVERY) as session:
        nightly.note(runtime, session, own, local_day(runtime.clock.now()))


def own_house(actor: Actor, action: str) -> int:
    """The actor's municipality; NotFound where they may not do the action there."""
    if actor.municipality_id is None or not can(actor, action, Thing(actor.municipality_id)):
        raise NotFound(msg("This page is not for you."))
    return actor.municipality_id

"""What is due: shown to whoever decides, and erased only as it was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.clock import local_day
from engine.domain.retention import Record, Schedule
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import msg
from engine.persistence import erased_bytes, rows
from engine.persistence.queries import retention
from engine.persistence.tables.erasures import Erasure, RetentionRun
from engine.persistence.tables.installation import Municipality
from engine.retention import due, erasing, judging, nightly, schedules
from engine.retention.due import Due
from engine.retention.erasing import Cause
from engine.retention.judging import NO_REASON, SHORTEST_REASON
from engine.runtime import EVERY, Runtime, Session, Tenant

NAMES = judging.NAMES
AT_ONCE = 200  # things erased in one transaction: others go on between two
OF_CASES = (Record.CASE_FILE, Record.APPLICATION)


@dataclass(frozen=True, slots=True)
class Found:
    """A dry run of one municipality."""

    municipality_id: int
    code: str
    has_schedule: bool
    counts: Mapping[Record, int]
    case_numbers: Sequence[str]


@dataclass(frozen=True, slots=True)
class RetentionPage:
    """What the page shows: the newest nightly dry run, the terms, what was erased before."""

    looked_at: datetime | None  # null: the night has not come yet
    day: date | None
    fingerprint: str
    counts: Mapping[Record, int]
    case_numbers: Sequence[str]
    schedule: Schedule | None
    erased: Mapping[str, int]  # record → how many so far


def dry_run(runtime: Runtime) -> tuple[list[Found], str]:
    """What is due today in every municipality, and the fingerprint of all of it; nothing is written."""
    with runtime.reading(EVERY) as session:
        found = _of_all(runtime, session)
        codes = {one.id: one.code for one in rows.every(session, Municipality)}
        shown = [
            Found(
                one.municipality_id,
                codes[one.municipality_id],
                one.has_schedule,
                one.counts,
                retention.case_numbers(session, one.ids(*OF_CASES)),
            )
            for one in found
        ]
    return shown, due.fingerprint(found)


def erase_all(runtime: Runtime, fingerprint: str, reason: str) -> int:
    """Erase what a dry run of every municipality found, from the command line; how many things.

    Raises EngineError unless exactly that is still due.
    """
    with runtime.reading(EVERY) as session:
        found = _of_all(runtime, session)
    return _erase(runtime, found, fingerprint, Cause(runtime.clock.now(), _reason(reason)))


def page(runtime: Runtime, actor: Actor) -> RetentionPage:
    """The page of the actor's municipality; NotFound where it is not for this person."""
    own, day = _own(actor, "retention.see"), local_day(runtime.clock.now())
    with runtime.reading(Tenant(own)) as session:
        looked = rows.first(session, RetentionRun, municipality_id=own)
        told: Mapping[str, list[int]] = {} if looked is None else looked.due
        cases = [one for record in OF_CASES for one in told.get(str(record), [])]
        return RetentionPage(
            looked_at=None if looked is None else looked.at,
            day=None if looked is None else looked.day,
            fingerprint="" if looked is None else looked.fingerprint,
            counts={Record(record): len(ids) for record, ids in told.items()},
            case_numbers=retention.case_numbers(session, cases),
            schedule=schedules.in_force(runtime, session, own, day),
            erased=rows.counts_by(session, Erasure, "record", municipality_id=own),
        )


def look_again(runtime: Runtime, actor: Actor) -> None:
    """Reckon anew what is due in the actor's municipality, without waiting for the night."""
    own = _own(actor, "retention.see")
    with runtime.transaction(EVERY) as session:
        nightly.note(runtime, session, own, local_day(runtime.clock.now()))


def erase_due(runtime: Runtime, actor: Actor, fingerprint: str, reason: str) -> int:
    """Erase what the page showed; how many things. Nobody can take it back.

    Raises InvalidAnswers without a reason, EngineError where something else is due by now: the page then
    shows that.
    """
    own, why = _own(actor, "retention.erase"), _reason(reason)
    with runtime.reading(Tenant(own)) as session:
        found = due.of_municipality(runtime, session, own, local_day(runtime.clock.now()))
    try:
        return _erase(runtime, [found], fingerprint, Cause(runtime.clock.now(), why, actor.user_id))
    finally:
        look_again(runtime, actor)


def _of_all(runtime: Runtime, session: Session) -> list[Due]:
    day = local_day(runtime.clock.now())
    towns = rows.every(session, Municipality, order_by=["id"])
    return [due.of_municipality(runtime, session, one.id, day) for one in towns]


def _erase(runtime: Runtime, found: Sequence[Due], fingerprint: str, cause: Cause) -> int:
    if due.fingerprint(found) != fingerprint:
        raise EngineError(
            msg("Something else is due by now than what was shown. Nothing was erased: look at it again.")
        )
    items = erasing.in_order(one for part in found for one in part.items)
    done = 0
    for start in range(0, len(items), AT_ONCE):
        with runtime.transaction(EVERY) as session:
            done += erasing.carry_out(runtime, session, items[start : start + AT_ONCE], cause)
    if done:
        erased_bytes.overwrite(runtime.database)
    return done


def _own(actor: Actor, action: str) -> int:
    if actor.municipality_id is None or not can(actor, action, Thing(actor.municipality_id)):
        raise NotFound(msg("This page is not for you."))
    return actor.municipality_id


def _reason(text: str) -> str:
    if len(text.strip()) < SHORTEST_REASON:
        raise InvalidAnswers({"reason": NO_REASON})
    return text.strip()

"""What is due: shown to whoever decides, and erased only as it was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.clock import local_day
from engine.domain.retention import Record
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries import retention
from engine.retention import carrying_out, due, judging, retention_pages
from engine.retention.due import Due
from engine.retention.erasing import Cause
from engine.retention.retention_pages import Actor
from engine.runtime import EVERY, Runtime, Session, Tenant


@dataclass(frozen=True, slots=True)
class Found:
    """A dry run of one municipality."""

    municipality_id: int
    code: str
    has_schedule: bool
    counts: Mapping[Record, int]
    case_numbers: Sequence[str]


def dry_run(runtime: Runtime) -> tuple[list[Found], str]:
    """What is due today in every municipality, and the fingerprint of all of it; nothing is written."""
    with runtime.reading(EVERY) as session:
        found = _of_all(runtime, session)
        codes = dict(retention.towns(session))
        shown = [
            Found(
                one.municipality_id,
                codes[one.municipality_id],
                one.has_schedule,
                one.counts,
                retention.case_numbers(session, one.ids(*retention_pages.OF_CASES)),
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
    return _erase(runtime, found, fingerprint, Cause(runtime.clock.now(), judging.reason(reason)))


def erase_due(runtime: Runtime, actor: Actor, fingerprint: str, reason: str) -> int:
    """Erase what the page showed; how many things. Nobody can take it back.

    Raises InvalidAnswers without a reason, EngineError where something else is due by now: the page then
    shows that.
    """
    own, why = retention_pages.own_house(actor, "retention.erase"), judging.reason(reason)
    with runtime.reading(Tenant(own)) as session:
        found = due.of_municipality(runtime, session, own, local_day(runtime.clock.now()))
    try:
        return _erase(runtime, [found], fingerprint, Cause(runtime.clock.now(), why, actor.user_id))
    finally:
        retention_pages.look_again(runtime, actor)


def _of_all(runtime: Runtime, session: Session) -> list[Due]:
    day = local_day(runtime.clock.now())
    return [due.of_municipality(runtime, session, town_id, day) for town_id, _ in retention.towns(session)]


def _erase(runtime: Runtime, found: Sequence[Due], fingerprint: str, cause: Cause) -> int:
    if due.fingerprint(found) != fingerprint:
        raise EngineError(
            msg("Something else is due by now than what was shown. Nothing was erased: look at it again.")
        )
    return carrying_out.all_of(runtime, [one for part in found for one in part.items], cause)

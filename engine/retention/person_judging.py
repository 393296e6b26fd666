"""One person before an erasure: who it is, what stands in the way, and everything that would go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.retention import Record
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import erasures, retention
from engine.retention import judging, schedules
from engine.retention.judging import Hindrance
from engine.retention.records import Item
from engine.runtime import Runtime, Session

NOBODY = msg("There is no such person, or you may not see them.")


@dataclass(frozen=True, slots=True)
class Examined:
    """Who it is, what goes with them, and what stands in the way; no hindrance: they may go."""

    name: str
    case_numbers: Sequence[str]
    hindrances: Sequence[Hindrance]
    items: Sequence[Item]  # the person, their cases with months and letters, the papers of the claims


def look(runtime: Runtime, session: Session, actor: Actor, person_id: int, day: date) -> Examined:
    """Whether somebody may be erased on a day.

    Raises NotFound where it is not for the actor, EngineError for somebody erased already, and where the
    release in force has no schedule.
    """
    person = retention.person(session, person_id)
    if person is None or not can(actor, "person.erase", Thing(person.municipality_id)):
        raise NotFound(NOBODY)
    if erasures.known(session, Record.PERSON, [person_id]):
        raise EngineError(msg("The data of this person were erased already."))
    own = person.municipality_id
    schedule = schedules.in_force(runtime, session, own, day)
    if schedule is None:
        raise EngineError(
            msg(
                "The release in force has no schedule of retention (processes/retention/schedule.yaml): "
                "publish one, for without it nobody can say what must be kept."
            )
        )
    return Examined(
        f"{person.given_name} {person.family_name}",
        [one.number for one in retention.cases_of(session, person_id)],
        judging.hindrances(session, schedule, person, day),
        list(_everything_of(session, person_id, own)),
    )


def _everything_of(session: Session, person_id: int, own: int) -> Iterator[Item]:
    case_ids = []
    for case in retention.cases_of(session, person_id):
        case_ids.append(case.case_id)
        records = judging.OF_A_CASE if case.has_contract else (Record.APPLICATION,)
        yield from (Item(own, record, case.case_id) for record in records)
    for month_id in retention.months_of(session, case_ids):
        yield Item(own, Record.WHEREABOUTS, month_id)
        yield Item(own, Record.MONTH_REPORTS, month_id)
    for claim_id, _ in retention.claims_of(session, case_ids):
        yield Item(own, Record.MONEY_PAPERS, claim_id)
    yield Item(own, Record.PERSON, person_id)

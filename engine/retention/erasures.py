"""Erasing a person: what stands in the way, and doing it. Nothing of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.clock import local_day
from engine.domain.retention import Record, Schedule
from engine.domain.rights import Actor, Thing, can
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.messages_catalogue import msg
from engine.people import read_notes
from engine.persistence import erased_bytes, rows
from engine.persistence.queries import retention
from engine.persistence.tables.erasures import Erasure
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person
from engine.retention import erasing, judging, schedules
from engine.retention.erasing import Cause
from engine.retention.judging import NO_REASON, SHORTEST_REASON, Hindrance
from engine.retention.records import Item
from engine.runtime import EVERY, Runtime, Session, Tenant

PURPOSE = "erasure"  # of the read log


@dataclass(frozen=True, slots=True)
class Examined:
    """Who it is, what goes with them, and what stands in the way; no hindrance: they may go."""

    name: str
    case_numbers: Sequence[str]
    hindrances: Sequence[Hindrance]


def examine(runtime: Runtime, actor: Actor, person_id: int) -> Examined:
    """Whether somebody may be erased today. NotFound where it is not for the actor."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        person = _person(session, actor, person_id)
        day = local_day(runtime.clock.now())
        found = Examined(
            f"{person.given_name} {person.family_name}",
            [one.number for one in retention.cases_of(session, person_id)],
            judging.hindrances(session, _schedule(runtime, session, person), person, day),
        )
    read_notes.note(runtime, actor, [person_id], PURPOSE)
    return found


def erase_person(runtime: Runtime, actor: Actor, person_id: int, reason: str) -> None:
    """Erase everything of somebody that names them, with the cases that they took part in.

    Raises InvalidAnswers without a reason, EngineError with the sentence of what stands in the way, NotFound
    where this is not for the actor.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidAnswers({"reason": NO_REASON})
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        person = _person(session, actor, person_id)
        schedule = _schedule(runtime, session, person)
        if found := judging.hindrances(session, schedule, person, local_day(now)):
            raise EngineError(found[0].sentence)
        items = list(_everything_of(session, person))
        erasing.carry_out(runtime, session, items, Cause(now, reason.strip(), actor.user_id))
    erased_bytes.overwrite(runtime.database)


def _person(session: Session, actor: Actor, person_id: int) -> Person:
    person = rows.first(session, Person, id=person_id)
    if person is None or not can(actor, "person.erase", Thing(person.municipality_id)):
        raise NotFound(msg("There is no such person, or you may not see them."))
    if rows.count(session, Erasure, record=str(Record.PERSON), object_id=person_id):
        raise EngineError(msg("The data of this person were erased already."))
    return person


def _schedule(runtime: Runtime, session: Session, person: Person) -> Schedule:
    day = local_day(runtime.clock.now())
    found = schedules.in_force(runtime, session, person.municipality_id, day)
    if found is None:
        raise EngineError(
            msg(
                "The release in force has no schedule of retention (processes/retention/schedule.yaml): "
                "publish one, for without it nobody can say what must be kept."
            )
        )
    return found


def _everything_of(session: Session, person: Person) -> Iterator[Item]:
    """The person, every case they took part in with its months, and the papers of the claims."""
    own, case_ids = person.municipality_id, []
    for case in retention.cases_of(session, person.id):
        case_ids.append(case.case_id)
        records = judging.OF_A_CASE if case.has_contract else (Record.APPLICATION,)
        yield from (Item(own, record, case.case_id) for record in records)
    for one in rows.values(session, ServiceMonth, ("id",), case_id=case_ids) if case_ids else ():
        yield Item(own, Record.WHEREABOUTS, one.id)
        yield Item(own, Record.MONTH_REPORTS, one.id)
    for claim_id, _ in retention.claims_of(session, case_ids):
        yield Item(own, Record.MONEY_PAPERS, claim_id)
    yield Item(own, Record.PERSON, person.id)

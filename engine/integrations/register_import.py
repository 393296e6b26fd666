"""Details from the population register, sent in by another system: names, address, a death.

A death ends no case by itself: the case is told of it, as a caseworker would tell it. Whatever the row says,
it is judged first; then all of it is done, or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.cases.case_changes import record_change
from engine.clock import local_day
from engine.domain.rights import Actor, Thing, can
from engine.errors import InvalidAnswers, NotFound
from engine.integrations.sent_rows import Outcome, Reading, Row, RowResult, each
from engine.messages_catalogue import DEFAULT_LANGUAGE, msg, say
from engine.people import contact_changes
from engine.persistence.queries.people_by_code import person_with
from engine.persistence.queries.register_people import open_cases_of, some_case_of
from engine.persistence.tables.people import Person
from engine.runtime import Runtime, Session, Tenant

COLUMNS = ("person_code", "given_name", "family_name", "address", "died_on")
NAMES = ("given_name", "family_name", "address")
DIED = "recipient_died"
FROM_REGISTER = msg("The population register says so")


def take(runtime: Runtime, actor: Actor, sent: Sequence[Row]) -> list[RowResult]:
    """A result for each row; NotFound where this person may not."""
    if actor.municipality_id is None or not can(actor, "register.import", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such thing, or it is not for you."))
    return each(sent, lambda row: _take(runtime, actor, row))


def _take(runtime: Runtime, actor: Actor, row: Row) -> Outcome:
    code, wanted, died_on = _read(row, local_day(runtime.clock.now()))
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        person = person_with(session, code)
        if person is None:
            raise InvalidAnswers({"person_code": msg("The municipality knows nobody with this code.")})
        person_id, told = person.id, person.died_on
        cases = open_cases_of(session, person_id) if died_on is not None and told is None else []
    for case_id in cases:  # first: what the case refuses leaves the rest of the row undone too
        record_change(runtime, actor, case_id, DIED, {"died_on": str(died_on)})
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        changed = _put(runtime, session, actor, person_id, wanted)
    return Outcome.CHANGED if changed or cases else Outcome.UNCHANGED


def _read(row: Row, today: date) -> tuple[str, dict[str, str], date | None]:
    reading = Reading(row, COLUMNS)
    code, died_on = reading.code("person_code"), reading.day("died_on")
    wanted = {name: reading.text(name) for name in NAMES}
    if died_on is not None and died_on > today:
        reading.refuse("died_on", msg("This day has not come yet."))
    reading.end()
    return code, {name: value for name, value in wanted.items() if value}, died_on


def _put(runtime: Runtime, session: Session, actor: Actor, person_id: int, wanted: Mapping[str, str]) -> bool:
    """Set what differs; an empty value of the row says nothing."""
    person = session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
    before = _values(person)
    if all(before[name] == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(person, name, value)
    session.flush()
    case_id, after = some_case_of(session, person_id), {**before, **wanted}
    if case_id is None:
        contact_changes.note_unfiled(runtime, session, actor, person_id, (before, after))
    else:
        why = say(FROM_REGISTER, DEFAULT_LANGUAGE)
        contact_changes.note(runtime, session, actor, (case_id, person_id), (before, after), why)
    return True


def _values(person: Person) -> dict[str, str]:
    born = person.birth_date
    plain = [name for name in contact_changes.FIELDS if name != "birth_date"]
    kept = {name: str(getattr(person, name)) for name in plain}
    return {**kept, "birth_date": born.isoformat() if born else ""}

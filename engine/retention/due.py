"""What may go today by the schedule: reckoned, never erased here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.domain.retention import Record, Schedule, latest_event
from engine.persistence.queries import erasures, retention
from engine.persistence.tables.people import Person
from engine.retention import judging, schedules
from engine.retention.records import Item
from engine.runtime import Runtime, Session

OF_CONTRACTS = (Record.CASE_FILE, Record.LETTERS, Record.UPLOADS)


@dataclass(frozen=True, slots=True)
class Due:
    """What is due in a municipality on a day; no schedule in its release: nothing ever is."""

    municipality_id: int
    day: date
    items: Sequence[Item]
    has_schedule: bool

    @property
    def counts(self) -> Mapping[Record, int]:
        """How many of each record, in the order of the records; those of which there is none are absent."""
        return {
            record: number
            for record in Record
            if (number := sum(1 for one in self.items if one.record is record))
        }

    def ids(self, *records: Record) -> list[int]:
        """The ids of what is due of these records."""
        return sorted({one.object_id for one in self.items if one.record in records})


def of_municipality(runtime: Runtime, session: Session, municipality_id: int, day: date) -> Due:
    """Reckon it; the session sees this municipality's rows."""
    schedule = schedules.in_force(runtime, session, municipality_id, day)
    if schedule is None:
        return Due(municipality_id, day, (), has_schedule=False)
    known = erasures.keys_of(session, municipality_id)
    found = {
        one
        for one in _by_event(session, schedule, municipality_id, day)
        if (one.record, one.object_id) not in known
    }
    gone = {object_id for record, object_id in known if record in (Record.CASE_FILE, Record.APPLICATION)}
    gone |= {one.object_id for one in found if one.record in (Record.CASE_FILE, Record.APPLICATION)}
    erased = {object_id for record, object_id in known if record == Record.PERSON}
    for person in _people(session, municipality_id, gone, erased):
        if not judging.hindrances(session, schedule, person, day):
            found.add(Item(municipality_id, Record.PERSON, person.id))
    return Due(municipality_id, day, sorted(found), has_schedule=True)


def fingerprint(found: Iterable[Due]) -> str:
    """The same as long as the same is due: what is erased is what somebody has looked at."""
    told = "\n".join(
        f"{one.municipality_id} {one.record} {one.object_id}" for due in found for one in sorted(due.items)
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _by_event(session: Session, schedule: Schedule, own: int, day: date) -> Iterator[Item]:
    last = {record: latest_event(day, term.years) for record, term in schedule.items()}
    for case_id in retention.closed(session, own, last[Record.APPLICATION], with_contract=False):
        yield Item(own, Record.APPLICATION, case_id)
    for record in OF_CONTRACTS:
        ids = retention.closed(session, own, last[record], with_contract=True, holding=HOLDING.get(record))
        yield from (Item(own, record, case_id) for case_id in ids)
    for record in (Record.WHEREABOUTS, Record.MONTH_REPORTS):
        periods = _last_period(last[record])
        yield from (
            Item(own, record, one) for one in retention.months_to(session, own, periods, HOLDING[record])
        )
    year = last[Record.MONEY_PAPERS].year
    newest = year if last[Record.MONEY_PAPERS] == date(year, 12, 31) else year - 1
    for claim_id in retention.claims_to(session, own, f"{newest:04d}-12"):
        yield Item(own, Record.MONEY_PAPERS, claim_id)


HOLDING = {
    Record.LETTERS: retention.LETTERS,
    Record.UPLOADS: retention.UPLOADS,
    Record.WHEREABOUTS: retention.WHEREABOUTS,
    Record.MONTH_REPORTS: retention.SIGNATURES,
}
"""Of what a case or month must hold something, for it to be worth naming."""


def _last_period(day: date) -> str:
    """The last month that had ended by the end of this day."""
    this = f"{day.year:04d}-{day.month:02d}"
    if day == judging.last_day(this):
        return this
    return f"{day.year - 1:04d}-12" if day.month == 1 else f"{day.year:04d}-{day.month - 1:02d}"


def _people(session: Session, own: int, gone: set[int], erased: set[int]) -> Iterator[Person]:
    """Those who took part in cases, of which every one is erased or due to be."""
    cases_of: dict[int, set[int]] = {}
    for person_id, case_id in retention.parties(session, own):
        cases_of.setdefault(person_id, set()).add(case_id)
    for person_id, case_ids in sorted(cases_of.items()):
        found = retention.person(session, person_id) if case_ids <= gone else None
        if found is not None and person_id not in erased:
            yield found

"""What the service of a year was used for: as reported, or, where reports name no purpose, as granted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from engine.domain.rules import Regime
from engine.persistence.queries import year_people
from engine.persistence.queries.claimed_year import ClaimedLine
from engine.runtime import Session
from engine.years.year_content import Purposes

People = dict[str, set[str]]


def purposes(session: Session, year: int, lines: Sequence[ClaimedLine]) -> Purposes:
    """By the claimed months of the year (`lines`)."""
    person_of = {line.month_id: line.recipient for line in lines}
    reported, minutes = _reported(session, year, person_of)
    granted = _granted(session, year, lines)
    of_person: People = defaultdict(set)
    for found in (reported, granted):
        for purpose, people in found.items():
            for person in people:
                of_person[person].add(purpose)
    return Purposes(
        reported={purpose: (len(people), minutes[purpose]) for purpose, people in reported.items()},
        granted={purpose: len(people) for purpose, people in granted.items()},
        of_person={person: frozenset(found) for person, found in of_person.items()},
    )


def _reported(session: Session, year: int, person_of: Mapping[int, str]) -> tuple[People, Counter[str]]:
    people: People = defaultdict(set)
    minutes: Counter[str] = Counter()
    for month_id, used in year_people.uses(session, year):
        if month_id in person_of:
            minutes.update(used)
            for purpose in used:
                people[purpose].add(person_of[month_id])
    return people, minutes


def _granted(session: Session, year: int, lines: Sequence[ClaimedLine]) -> People:
    granted = year_people.granted(session, year)
    people: People = defaultdict(set)
    for line in lines:
        if line.regime != Regime.R942:
            for purpose in granted.get(line.decision_id, ()):
                people[purpose].add(line.recipient)
    return people

"""What rights need to know of a case and of what lies in one, read from its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from engine.domain.rights import Actor, Thing
from engine.persistence.queries import districts, kept_off
from engine.persistence.queries.contested import is_contested


@dataclass(frozen=True, slots=True)
class CasePlace:
    """Who of the office works with a case: where it belongs, and who is kept off it."""

    case_id: int
    district_id: int | None  # None: of every district
    kept_off: frozenset[int]  # accounts


def place_of(session: Session, case_id: int) -> CasePlace:
    """Of a case; of one that is not there nothing is known, after the same questions."""
    return CasePlace(case_id, districts.of_case(session, case_id), kept_off.now(session, case_id))


def places_of(session: Session, kept: Iterable[tuple[int, int]]) -> Mapping[int, CasePlace]:
    """Case → its place, of (case, account) of everybody who is kept off now; one question for all."""
    accounts: dict[int, set[int]] = {}
    for case_id, user_id in kept:
        accounts.setdefault(case_id, set()).add(user_id)
    where = districts.of_cases(session, accounts)
    return {one: CasePlace(one, where.get(one), frozenset(users)) for one, users in accounts.items()}


def thing_in_case(
    session: Session, actor: Actor, case_id: int | None, person_ids: frozenset[int] = frozenset()
) -> Thing:
    """What lies in a case of the actor's municipality, or in none; `person_ids`: whose own matter it is.

    As many questions where there is no such case.
    """
    district_id = districts.of_case_for(session, actor, case_id)
    return Thing(actor.municipality_id, person_ids=person_ids, district_id=district_id, case_id=case_id)


def thing_of_case(
    session: Session, actor: Actor, case_id: int, person_ids: frozenset[int] = frozenset()
) -> Thing:
    """The case itself: the authority that hears contests knows contested ones."""
    thing = thing_in_case(session, actor, case_id, person_ids)
    return replace(thing, is_contested=is_contested(session, case_id))

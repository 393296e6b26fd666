"""What of a page of the inbox is within somebody's reach beside its tasks: a name, colleagues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.domain.rights import Actor, districts_of
from engine.persistence.queries import districts
from engine.persistence.queries.inbox import Page, Wanted
from engine.persistence.queries.inbox_surroundings import Colleague
from engine.persistence.queries.own_matters import is_party_of_any
from engine.persistence.queries.people_by_code import is_in
from engine.runtime import Session


def known(session: Session, actor: Actor, person_id: int | None) -> int | None:
    """The person whose tasks are asked for, unless the actor works in other districts only: no name then."""
    mine = districts_of(actor, "case.list")
    strange = person_id is not None and mine is not None and not is_in(session, person_id, mine)
    return None if strange else person_id


def of_others(session: Session, actor: Actor, wanted: Wanted) -> Wanted:
    """Who is kept off a case does not learn by a number whose it is: nobody has the number 0."""
    asked = wanted.person_id
    if asked is None or not is_party_of_any(session, asked, actor.kept_off):
        return wanted
    return replace(wanted, person_id=0)


def of_those_cases(session: Session, office: Sequence[Colleague], page: Page) -> Sequence[Colleague]:
    """The colleagues who work in the district of a case on the page; asked only where somebody is limited."""
    if not any(one.districts for one in office):
        return office
    cases = {row.case_id for row in page.rows if row.case_id is not None}
    known = districts.of_cases(session, cases)
    places = {known.get(one) for one in cases}
    return [
        one
        for one in office
        if not one.districts or any(one.works_in(role, place) for role in one.roles for place in places)
    ]

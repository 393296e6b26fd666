"""The district of a case, set and changed by the office.

Nothing gets lost by it: what a colleague had taken and no longer reaches waits for everybody of the role
again, and so does the case that they were answerable for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.cases.case_letting_go import let_go
from engine.clock import local_day
from engine.domain.rights import Actor, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import own_matters
from engine.persistence import audit
from engine.persistence.queries import districts
from engine.persistence.queries.case_rights import thing_in_case
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import Runtime, Tenant

RIGHT = "case.district"


@dataclass(frozen=True, slots=True)
class Choice:
    """A district that a case may belong to."""

    district_id: int
    name: str


@dataclass(frozen=True, slots=True)
class CaseDistrict:
    """Where a case belongs, for somebody of the office, in a municipality that has districts."""

    now: Choice | None
    choices: Sequence[Choice]  # those in use, and the one that it has; nothing where it may not be changed
    is_limited: bool  # whether who asks works in some districts only: they may lose sight of the case


def find(runtime: Runtime, actor: Actor, case_id: int) -> CaseDistrict | None:
    """Of a case that was found for the actor; None where the municipality has no districts."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        known = districts.listed(session)
        if not known:
            return None
        own = districts.of_case(session, case_id)
        may = can(actor, RIGHT, thing_in_case(session, actor, case_id))
    choices = [Choice(one.id, one.name) for one in known if one.retired_on is None or one.id == own]
    now = next((one for one in choices if one.district_id == own), None)
    return CaseDistrict(now, choices if may else (), bool(actor.districts))


def put(runtime: Runtime, actor: Actor, case_id: int, district_id: int | None) -> None:
    """Have the case belong to a district, or (None) to none.

    NotFound where the person may not, EngineError for a district that is not in use, OwnMatter for a party.
    """
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        case = session.get(ServiceCase, case_id, with_for_update=True)
        if case is None or not can(actor, RIGHT, thing_in_case(session, actor, case_id)):
            raise NotFound(msg("There is no such case, or you may not change it."))
        own_matters.refuse(session, actor, case_id)
        codes = {one.id: one.code for one in districts.listed(session)}
        before = districts.of_case(session, case_id)
        if before == district_id:
            return
        if district_id is not None and not districts.is_in_use(session, district_id):
            raise EngineError(msg("Choose districts of the list that are not retired."))
        districts.put(session, case.municipality_id, case_id, district_id)
        freed = let_go(session, case, district_id, local_day(runtime.clock.now()))
        audit.record(
            session,
            action="case_district_changed",
            at=runtime.clock.now(),
            municipality_id=case.municipality_id,
            actor_user_id=actor.user_id,
            case_id=case_id,
            details={"from": codes.get(before or 0, ""), "to": codes.get(district_id or 0, ""), **freed},
        )


def sees(runtime: Runtime, actor: Actor, case_id: int) -> bool:
    """Whether the actor still works with the case where it belongs now."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return can(actor, RIGHT, thing_in_case(session, actor, case_id))

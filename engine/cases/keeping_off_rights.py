"""Who may step back from a case, who may keep others off it, and who is then left to do its tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.clock import local_day
from engine.domain.rights import Actor, Role, Thing, can, may
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.people import erased
from engine.persistence import rows
from engine.persistence.queries import colleagues, kept_off
from engine.persistence.queries.case_rights import CasePlace, place_of, places_of, thing_of_case
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import Runtime, Session

__all__ = ["Colleague", "place_of", "places_of"]


def case_for(session: Session, actor: Actor, case_id: int) -> ServiceCase:
    """The case, unless the actor is kept off it; Erased where its file was erased."""
    case = None if case_id in actor.kept_off else rows.first(session, ServiceCase, id=case_id)
    if case is None:
        raise nowhere()
    erased.refuse_case(session, case_id)
    return case


def office(runtime: Runtime, session: Session) -> Sequence[Colleague]:
    """Everybody who works for the municipality today."""
    return colleagues.of_office(session, local_day(runtime.clock.now()))


def refuse_erased(session: Session, case_id: int) -> None:
    """Erased where the file of the case was."""
    erased.refuse_case(session, case_id)


def may_step_back(session: Session, actor: Actor, case_id: int) -> bool:
    """Whether the actor works with such a case at all; asks as much where there is none."""
    return can(actor, "case.step_back", thing_of_case(session, actor, case_id))


def may_keep_off(actor: Actor, place: CasePlace, office: Sequence[Colleague]) -> bool:
    """The head of service; an administrator where no head is left who works on the case."""
    head = Role.HEAD_OF_SERVICE
    left = any(one.works_in(head, place.district_id) and one.user_id not in place.kept_off for one in office)
    return works_with(actor, place) and (actor.has(head) or not left)


def works_with(actor: Actor, place: CasePlace) -> bool:
    """Whether the actor keeps people off such cases at all."""
    thing = Thing(actor.municipality_id, district_id=place.district_id, case_id=place.case_id)
    return can(actor, "case.keep_off", thing)


def require_keeper(actor: Actor) -> None:
    """NotFound for whoever keeps nobody off."""
    if not may(actor, "case.keep_off"):
        raise nowhere()


def without_anybody(
    session: Session, place: CasePlace, office: Sequence[Colleague]
) -> list[Mapping[str, str]]:
    """Open tasks of the office in the case that nobody may do: their names by language."""
    return [
        task.title
        for task in kept_off.office_tasks(session, place.case_id)
        if not any(
            one.works_in(task.role, place.district_id)
            and one.user_id not in place.kept_off | task.excluded_user_ids
            for one in office
        )
    ]


def nowhere() -> NotFound:
    """The answer to whoever may not."""
    return NotFound(msg("There is no such case, or you may not see it."))

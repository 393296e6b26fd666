"""Who may step back from a case, who may keep others off it, and who is then left to do its tasks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from engine.clock import local_day
from engine.domain.rights import Actor, Role, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.people import erased
from engine.persistence import rows
from engine.persistence.queries import colleagues, kept_off
from engine.persistence.queries.colleagues import Colleague
from engine.persistence.queries.contested import is_contested
from engine.persistence.tables.cases import ServiceCase
from engine.runtime import Runtime, Session

__all__ = ["Colleague", "is_contested"]


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


def may_step_back(actor: Actor, case: ServiceCase, *, contested: bool) -> bool:
    """Whether the actor works with such a case at all."""
    thing = Thing(case.municipality_id, is_contested=contested, case_id=case.id)
    return can(actor, "case.step_back", thing)


def may_keep_off(actor: Actor, case: ServiceCase, office: Sequence[Colleague], kept: Collection[int]) -> bool:
    """The head of service; an administrator where no head is left who works on the case."""
    thing = Thing(case.municipality_id, case_id=case.id)
    return can(actor, "case.keep_off", thing) and keeps(actor, office, kept)


def keeps(actor: Actor, office: Sequence[Colleague], kept: Collection[int]) -> bool:
    """Whether it is for this head or administrator, where these are kept off."""
    heads = [one for one in office if Role.HEAD_OF_SERVICE in one.roles and one.user_id not in kept]
    return actor.has(Role.HEAD_OF_SERVICE) or not heads


def require_keeper(actor: Actor) -> None:
    """NotFound for whoever keeps nobody off."""
    if not can(actor, "case.keep_off", Thing(actor.municipality_id)):
        raise nowhere()


def without_anybody(session: Session, case_id: int, office: Sequence[Colleague]) -> list[Mapping[str, str]]:
    """Open tasks of the office in the case that nobody may do: their names by language."""
    kept = kept_off.now(session, case_id)
    return [
        task.title
        for task in kept_off.office_tasks(session, case_id)
        if not any(
            task.role in one.roles and one.user_id not in kept | task.excluded_user_ids for one in office
        )
    ]


def nowhere() -> NotFound:
    """The answer to whoever may not."""
    return NotFound(msg("There is no such case, or you may not see it."))

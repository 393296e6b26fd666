"""Who is answerable for a case, handed over."""

from __future__ import annotations

from collections.abc import Sequence

from engine.clock import local_day
from engine.domain.rights import Actor, Role
from engine.errors import InvalidAnswers
from engine.messages_catalogue import msg
from engine.persistence.queries import case_rights, case_workers, colleagues
from engine.persistence.queries.tasks import StoredTask
from engine.runtime import Runtime, Session, Tenant
from engine.tasks.task_bulk import Outcome, Stays, each
from engine.tasks.task_trail import note


def hand_over(runtime: Runtime, actor: Actor, task_ids: Sequence[int], user_id: int) -> Outcome:
    """Make a caseworker answerable for the cases of these tasks.

    A caseworker hands over what is their own or nobody's, a head of service any case. InvalidAnswers
    (field `to`) for an account that is no caseworker's.
    """
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        office = colleagues.of_office(session, local_day(runtime.clock.now()))
    to = next((one for one in office if one.user_id == user_id and Role.CASEWORKER in one.roles), None)
    if to is None:
        raise InvalidAnswers({"to": msg("Choose a caseworker.")})

    def _hand_over(session: Session, task: StoredTask) -> None:
        if task.case_id is None:
            raise Stays(msg("it belongs to no case"))
        now = case_workers.of_case(session, task.case_id)
        own = {None, actor.user_id, *actor.deputy_for}
        if now not in own and not actor.has(Role.HEAD_OF_SERVICE):
            raise Stays(msg("a colleague is answerable for the case"))
        place = case_rights.place_of(session, task.case_id)
        if user_id in place.kept_off:
            raise Stays(msg("this colleague must not work on the case"))
        if not to.works_in(Role.CASEWORKER, place.district_id):
            raise Stays(msg("{name} does not work in the district of the case", name=to.name))
        case_workers.hand_over(session, [task.case_id], user_id)
        note(runtime, session, actor, task, "case_handed_over", {"to": user_id})

    return each(runtime, actor, task_ids, "case.assign", _hand_over)

"""A claimed month is corrected: begun by a caseworker, agreed to by both sides, claimed later."""

from __future__ import annotations

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.instances import instances
from engine.instances.instances import Move
from engine.messages_catalogue import msg
from engine.months.month_access import allowed
from engine.months.month_correction_values import new_correction, of_the_report, refusal
from engine.persistence.effects.opened_corrections import OpenedCorrection, keep_opened, point_to_instance
from engine.persistence.queries.month_corrections import Correctable, CorrectionRow, correctable
from engine.persistence.queries.month_opening import release_for
from engine.runtime import Runtime, Session, Tenant

__all__ = ["CorrectionRow", "correct"]


def correct(runtime: Runtime, actor: Actor, month_id: int) -> int:
    """Begin a correction of the month; the id of the correction. What it becomes is entered in its task.

    NotFound where this person may not; an EngineError where no frozen claim holds the month yet, or where a
    correction of it is open already.
    """
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        allowed(session, actor, month_id, "month.correct")
        month = _correctable(session, month_id)
    correction_id = runtime.reserve(tenant, "month_correction")
    instance_id = runtime.reserve(tenant, "process_instance")
    move = Move("correction_opened", actor_user_id=actor.user_id, details={"month_id": month_id})
    with runtime.reading(tenant) as session:
        release_id = release_for(session, tenant, local_day(runtime.clock.now()))
        report = of_the_report(runtime, session, month)
        new = new_correction(month, correction_id, release_id, report)
        walk, progress = instances.begin(runtime, session, tenant, (instance_id, new), move)
    opened = OpenedCorrection(correction_id, month_id, month.next_number, instance_id, actor.user_id)
    with runtime.transaction(tenant) as session:
        keep_opened(session, tenant.municipality_id, opened, runtime.clock.now())
        instances.write_start(runtime, session, walk, progress, move)
        point_to_instance(session, opened)
    return correction_id


def _correctable(session: Session, month_id: int) -> Correctable:
    month = correctable(session, month_id)
    if month is None:
        raise EngineError(
            msg("Only a month that is in a frozen claim is corrected this way; others can still be changed.")
        )
    if (why := refusal(month)) is not None:
        raise EngineError(why)
    return month

"""Reminders that a person sends now, beside those that time sends."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.rights import Actor
from engine.letters.letter_posting import post
from engine.months.month_access import allowed
from engine.months.month_words import SIGNING
from engine.persistence import audit
from engine.persistence.queries.month_lists import MonthRow
from engine.runtime import Runtime, Session, Tenant
from engine.service_tasks.month_letters import reminders

AT_ONCE = 50  # months in one transaction


def remind(runtime: Runtime, actor: Actor, month_ids: Sequence[int]) -> int:
    """Write to those whose turn it is to sign these months; how many letters that were.

    Months that wait for nobody's signature are passed over. A person is reminded of a month once a day,
    however often this is asked. NotFound where one of the months is not for this person.
    """
    sent = 0
    for start in range(0, len(month_ids), AT_ONCE):
        with runtime.transaction(Tenant(actor.municipality_id)) as session:
            for month_id in month_ids[start : start + AT_ONCE]:
                month = allowed(session, actor, month_id, "month.remind")
                if month.state in SIGNING:
                    sent += _remind(runtime, session, actor, month)
    return sent


def _remind(runtime: Runtime, session: Session, actor: Actor, month: MonthRow) -> int:
    if month.instance_id is None:
        return 0
    now = runtime.clock.now()
    wanted = reminders(session, month.month_id, now)
    sent = post(runtime, session, month.instance_id, wanted, user_id=actor.user_id)
    audit.record(
        session,
        action="month_reminded",
        at=now,
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        instance_id=month.instance_id,
        case_id=month.case_id,
        object_kind="service_month",
        object_id=str(month.month_id),
        details={"letters": sent},
    )
    return sent

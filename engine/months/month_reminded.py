"""Reminders of chosen months, with a reason for each that nobody was reminded of."""

from __future__ import annotations

from collections.abc import Sequence

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import Message, msg
from engine.months.month_access import allowed
from engine.months.month_reminders import remind
from engine.months.month_words import SIGNING
from engine.runtime import Runtime, Tenant
from engine.tasks.task_bulk import Outcome


def remind_each(runtime: Runtime, actor: Actor, month_ids: Sequence[int]) -> Outcome:
    """Write to those whose turn it is to sign; NotFound where one of the months is not for this person."""
    outcome = Outcome()
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        chosen = [allowed(session, actor, one, "month.remind") for one in dict.fromkeys(month_ids)]
    for month in chosen:
        if month.state not in SIGNING:
            outcome.refuse(msg("nobody has to sign any more"))
        elif remind(runtime, actor, [month.month_id]):
            outcome.done += 1
        else:
            outcome.refuse(_why_not(runtime, month.period))
    return outcome


def _why_not(runtime: Runtime, period: str) -> Message:
    if local_day(runtime.clock.now()) < ServiceMonth.parse(period).last_day:
        return msg("the month is not over yet")
    return msg("reminded today already, or nobody can be written to")

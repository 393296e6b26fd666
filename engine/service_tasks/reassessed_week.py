"""The hours a week that a second assessment gives under MK 942, beside those of the decision in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from engine.domain.steps import message_as_values
from engine.domain.weekly_purposes import TABLE_ORDER, WEEKLY_PURPOSE_LABELS
from engine.messages_catalogue import Message, msg
from engine.persistence.effects.reassessments import KeepWeeks
from engine.persistence.queries.weekly import Granted, granted_by
from engine.persistence.tables.cases import Decision
from engine.service_tasks.case_values import given, maybe
from engine.service_tasks.outcome import Reading, Values
from engine.service_tasks.reassessed_hours import Reassessed

NOTHING = Granted({}, 0, 0)


def by_week(values: Values, decision: Decision, reading: Reading) -> Reassessed:
    """Other hours for any purpose, or others of them paid, make a difference; so does a ground that ended.

    A changed decision lasts no longer than the one it replaces.
    """
    before = granted_by(reading.session, [decision.id]).get(decision.id, NOTHING)
    is_needed = values.get("support_level") != "none"
    now = _worked_out(values) if is_needed else NOTHING
    hours = (maybe(values, "hours_per_month", int) or 0) if is_needed else 0
    steps = values.get("hours_steps") if is_needed else None
    return Reassessed(
        hours,
        steps if isinstance(steps, list) else [],
        is_different=now != before or not hours,
        valid_to=_earlier(decision.valid_to, maybe(values, "proposed_valid_to", date) if is_needed else None),
        kept=[KeepWeeks(given(values, "assessment_id", int), before, now)],
        weeks=list(_rows(before, now)),
    )


def _worked_out(values: Values) -> Granted:
    return Granted(
        given(values, "weekly_hours", dict),
        given(values, "unpaid_hours_per_week", int),
        given(values, "payable_hours_per_week", int),
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _rows(before: Granted, now: Granted) -> Iterator[Mapping[str, object]]:
    """As a form shows them: each purpose of either week, the sum, and what of it is not paid."""
    for purpose in TABLE_ORDER:
        hours = before.hours.get(purpose, 0), now.hours.get(purpose, 0)
        if any(hours):
            yield _row(WEEKLY_PURPOSE_LABELS[purpose], *hours)
    yield _row(msg("Together"), sum(before.hours.values()), sum(now.hours.values()))
    if before.unpaid_hours or now.unpaid_hours:
        yield _row(msg("Of these not paid"), before.unpaid_hours, now.unpaid_hours)


def _row(said: Message, before: int, now: int) -> dict[str, object]:
    return {"purpose": message_as_values(said), "before": before, "now": now}

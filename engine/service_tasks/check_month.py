"""Checks a signed month: hours granted, weekly caps, stays, two recipients or two assistants at once."""

from __future__ import annotations

from datetime import date

from engine.domain.month_check import check_month as check
from engine.domain.rules import Rules
from engine.persistence.effects.month_limits import HoldWeeks
from engine.persistence.effects.months import FoundInMonth, MoveMonth, ReplaceFindings
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_surroundings import by_week, facts_of, heeding, terms_of
from engine.service_tasks.month_values import content, whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def check_month(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Findings and the minutes that may be paid day by day; the assistant's weeks are held under the cap."""
    month = content(values, reading)
    terms = terms_of(reading, month)
    known = facts_of(reading, terms, month, today=day, granted_minutes=whole(values, "granted_minutes"))
    result = check(month.entries, known, rules)
    found = [FoundInMonth(one.code.value, one.day, one.minutes, one.message) for one in result.findings]
    weeks = by_week(result.payable_days)
    moved = [MoveMonth(month.month_id, MonthState.FINDINGS, payable_minutes=result.payable_minutes)]
    return Outcome(
        values={
            "findings": [one.as_values() for one in result.findings],
            "has_findings": bool(found),
            "payable_days": {each.isoformat(): minutes for each, minutes in result.payable_days},
            "payable_minutes": result.payable_minutes,
        },
        effects=[
            heeding(reading, terms, month),
            ReplaceFindings(month.month_id, found),
            HoldWeeks(month.month_id, terms.assistant_id, weeks, _cap(rules, day)),
            *(moved if found else ()),
        ],
    )


def _cap(rules: Rules, day: date) -> int | None:
    hours = rules.number("assistant_hours_per_week", day).limit
    return None if hours is None else hours * 60

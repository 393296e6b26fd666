"""Checks a signed month: hours granted, weekly caps, stays, two recipients or two assistants at once."""

from __future__ import annotations

from datetime import date

from engine.domain.month_check import MonthCheck
from engine.domain.month_check import check_month as check
from engine.domain.rules import Rules
from engine.persistence.effects.month_limits import HoldWeeks
from engine.service_tasks.checked_month import checked, is_to_decide
from engine.service_tasks.month_surroundings import Terms, by_week, facts_of, heeding, terms_of
from engine.service_tasks.month_values import MonthContent, content, whole
from engine.service_tasks.outcome import Outcome, Reading, Values
from engine.service_tasks.weekly_facts import report_values, weekly_facts


def check_month(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Findings and the minutes that may be paid day by day; the assistant's weeks are held under the cap.

    has_findings: there is something to decide about them.
    """
    month = content(values, reading)
    terms = terms_of(reading, month)
    weekly = weekly_facts(values, reading, terms, month, rules)
    granted = whole(values, "granted_minutes") if weekly is None else weekly
    known = facts_of(reading, terms, month, today=day, granted=granted)
    result = check(month.entries, known, rules)
    return Outcome(
        values={
            **report_values(values, reading, month, day),
            "findings": [one.as_values() for one in result.findings],
            "has_findings": is_to_decide(result),
            "payable_days": {each.isoformat(): minutes for each, minutes in result.payable_days},
            "payable_minutes": result.payable_minutes,
        },
        effects=[
            heeding(reading, terms, month),
            held_weeks(terms, month, result, rules, day),
            *checked(month, result),
        ],
    )


def held_weeks(terms: Terms, month: MonthContent, result: MonthCheck, rules: Rules, day: date) -> HoldWeeks:
    """The payable minutes, held in the assistant's weeks under the cap of the day."""
    hours = rules.number("assistant_hours_per_week", day).limit
    cap = None if hours is None else hours * 60
    return HoldWeeks(month.month_id, terms.assistant_id, by_week(result.payable_days), cap)

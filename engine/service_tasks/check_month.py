"""Checks a signed month: hours granted, weekly caps, stays, two recipients or two assistants at once."""

from __future__ import annotations

from datetime import date

from engine.domain.month_check import MonthCheck
from engine.domain.month_check import check_month as check
from engine.domain.month_facts import iso_week
from engine.domain.rules import Rules
from engine.persistence.effects.context import Effect
from engine.persistence.effects.months import FoundInMonth, HoldWeeks, MoveMonth, ReplaceFindings
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_surroundings import facts_of
from engine.service_tasks.month_values import content, whole
from engine.service_tasks.outcome import Outcome, Reading, Values


def check_month(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """Findings and the minutes that may be paid day by day; the assistant's weeks are held under the cap."""
    month = content(values, reading)
    contract = reading.session.get_one(Contract, month.contract_id)
    known = facts_of(reading, contract, month, today=day, granted_minutes=whole(values, "granted_minutes"))
    result = check(month.entries, known, rules)
    found = [FoundInMonth(one.code.value, one.day, one.minutes, one.message) for one in result.findings]
    effects: list[Effect] = [
        ReplaceFindings(month.month_id, found),
        HoldWeeks(month.month_id, contract.assistant_id, _by_week(result), _cap(rules, day)),
    ]
    if found:
        effects.append(MoveMonth(month.month_id, MonthState.FINDINGS))
    return Outcome(
        values={
            "findings": [one.as_values() for one in result.findings],
            "has_findings": bool(found),
            "payable_days": {each.isoformat(): minutes for each, minutes in result.payable_days},
            "payable_minutes": result.payable_minutes,
        },
        effects=effects,
    )


def _cap(rules: Rules, day: date) -> int | None:
    hours = rules.number("assistant_hours_per_week", day).limit
    return None if hours is None else hours * 60


def _by_week(result: MonthCheck) -> dict[str, int]:
    weeks: dict[str, int] = {}
    for day, minutes in result.payable_days:
        week = iso_week(day)
        weeks[week] = weeks.get(week, 0) + minutes
    return weeks

"""What the operations of a correction share: what the month is to become, checked and priced anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.month_check import MonthCheck
from engine.domain.month_check import check_month as check
from engine.domain.remuneration import Remuneration
from engine.domain.rules import Rules
from engine.service_tasks.contract_rates import pay_anew
from engine.service_tasks.month_surroundings import Terms, facts_of, terms_of
from engine.service_tasks.month_values import MonthContent, content, whole
from engine.service_tasks.outcome import Reading, Values
from engine.service_tasks.weekly_facts import weekly_facts


@dataclass(frozen=True, slots=True)
class Corrected:
    """The month as corrected: its entries, what the check says of them, and what they cost."""

    month: MonthContent
    terms: Terms
    result: MonthCheck
    pay: Remuneration


def corrected(values: Values, reading: Reading, rules: Rules, day: date) -> Corrected:
    """The corrected month; NumberUnset where a rate is not known."""
    month = content(values, reading)
    terms = terms_of(reading, month)
    weekly = weekly_facts(values, reading, terms, month, rules)
    granted = whole(values, "granted_minutes") if weekly is None else weekly
    known = facts_of(reading, terms, month, today=day, granted=granted)
    result = check(month.entries, known, rules)
    pay = pay_anew(month.contract_id, month.month_id, result.payable_days, reading, rules)
    return Corrected(month, terms, result, pay)


def correction_id_of(values: Values) -> int:
    """The correction of the instance."""
    return whole(values, "correction_id")

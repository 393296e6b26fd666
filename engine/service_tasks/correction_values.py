"""What the operations of a correction share: what the month is to become, checked and priced anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.month_check import MonthCheck
from engine.domain.month_check import check_month as check
from engine.domain.municipal_amounts import SetAmount
from engine.domain.remuneration import Remuneration
from engine.domain.rules import Rules
from engine.persistence.queries.month_facts import Terms
from engine.service_tasks.contract_rates import pay_of_days
from engine.service_tasks.month_surroundings import facts_of, terms_of
from engine.service_tasks.month_values import MonthContent, content, whole
from engine.service_tasks.outcome import Reading, Values
from engine.service_tasks.top_ups import rate_as_booked


@dataclass(frozen=True, slots=True)
class Corrected:
    """The month as corrected: its entries, what the check says of them, and what they cost."""

    month: MonthContent
    terms: Terms
    result: MonthCheck
    pay: Remuneration
    top_up: SetAmount | None  # of an hour, as the month was booked with it


def corrected(values: Values, reading: Reading, rules: Rules, day: date) -> Corrected:
    """The corrected month; NumberUnset where a rate is not known."""
    month = content(values, reading)
    terms = terms_of(reading, month)
    known = facts_of(reading, terms, month, today=day, granted=whole(values, "granted_minutes"))
    result = check(month.entries, known, rules)
    top_up = rate_as_booked(reading, month.month_id)
    pay = pay_of_days(month.contract_id, result.payable_days, reading, rules, top_up)
    return Corrected(month, terms, result, pay, top_up)


def correction_id_of(values: Values) -> int:
    """The correction of the instance."""
    return whole(values, "correction_id")

"""What days under one contract cost: the rate of each as it follows from wage, calendar and age."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from engine.domain.hourly_rates import Ages, is_stated, rate_on
from engine.domain.remuneration import ContractForm, Remuneration, remuneration
from engine.domain.rules import DatedNumber, Rules
from engine.persistence import rows
from engine.persistence.queries.month_facts import Terms, terms_of
from engine.persistence.tables.people import Person
from engine.service_tasks.outcome import Reading
from engine.service_tasks.top_ups import rate_as_booked, rate_of_month

Days = Iterable[tuple[date, int]]
"""Payable (day, minutes) pairs."""


def pay_of_month(contract_id: int, period: str, days: Days, reading: Reading, rules: Rules) -> Remuneration:
    """The money for days of a month, with the municipality's top-up as it is set now."""
    rate = rate_of_month(reading, period)
    return pay_of_days(contract_id, days, reading, rules, None if rate is None else rate.number)


def pay_anew(contract_id: int, month_id: int, days: Days, reading: Reading, rules: Rules) -> Remuneration:
    """The money for days of a month booked before: its top-up of an hour stays what it was."""
    rate = rate_as_booked(reading, month_id)
    return pay_of_days(contract_id, days, reading, rules, None if rate is None else rate.number)


def pay_of_days(
    contract_id: int, days: Days, reading: Reading, rules: Rules, top_up: DatedNumber | None = None
) -> Remuneration:
    """The money for payable days; raises NumberUnset where a rate is not known."""
    terms = terms_of(reading.session, contract_id)
    form = ContractForm(terms.contract_form.value)
    return remuneration(days, form, rules, top_up=top_up, rate_of=rates_of(terms, reading, rules))


def rates_of(terms: Terms, reading: Reading, rules: Rules) -> Callable[[date], DatedNumber]:
    """Day of service → rate. Dates of birth are read only where a rate follows from them."""

    @cache
    def ages() -> Ages:
        people = (terms.assistant_id, terms.recipient_id)
        born = dict(rows.values(reading.session, Person, ("id", "birth_date"), id__in=people))
        return Ages(assistant_born=born[terms.assistant_id], recipient_born=born[terms.recipient_id])

    @cache
    def rate_of(day: date) -> DatedNumber:
        if is_stated(day, rules):
            return rate_on(day, rules, reading.holidays)
        return rate_on(day, rules, reading.holidays, ages())

    return rate_of

"""Worked examples of a municipality's own money: what it adds to a month, and its budget of a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from engine.domain import money
from engine.domain.claim import ClaimLine, claim_totals
from engine.domain.municipal_amounts import AmountKind, SetAmount, top_up_of
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import Amounts, MonthMoney, Source, Use, year_budget
from tests.domain.worked_examples import Case, Found, minutes


def topped_up_month(case: Case) -> Found:
    """`top_ups`: the rates as they were decided one after the other, each from a day on."""
    days = case.days()
    month = ServiceMonth.of(days[0][0])
    amounts = [
        SetAmount(at, AmountKind.TOP_UP_RATE, date.fromisoformat(one["from"]), Decimal(one["rate"]),
                  "decision", month.first_day, at)
        for at, one in enumerate(case.given["top_ups"])
    ]  # fmt: skip
    rate = top_up_of(amounts, month)
    added = None if rate is None else rate.number
    pay = remuneration(days, ContractForm(case.given["contract_form"]), case.rules, top_up=added)
    line = ClaimLine("month", 1, month, case.given["rules"], pay.minutes, pay.pay_cents)
    totals = claim_totals([line], case.book)
    return {
        "pay": money.written(pay.pay_cents),
        "top_up": money.written(pay.top_up_cents),
        "paid_out": money.written(pay.pay_cents + pay.top_up_cents),
        "claimed": money.written(totals.total_cents),
    }


def budget_of_a_year(case: Case) -> Found:
    """`spent` and `committed`: month → euro of state money; `used` and `granted` hours of closed months."""
    given = case.given
    money_of = [
        MonthMoney(ServiceMonth(2026, at), _state(given["spent"], at), _state(given["committed"], at))
        for at in range(1, 13)
    ]
    budget = money.cents_of(Decimal(given["set"])) if "set" in given else None
    use = Use.of_closed(minutes(given["used"]), minutes(given["granted"]))
    found = year_budget(money_of, {Source.STATE: budget}, use).sources[0]
    return {
        "spent": money.written(found.spent_cents),
        "committed": money.written(found.committed_cents),
        "forecast": money.written(found.forecast_cents),
        "left": "unknown" if found.left_cents is None else money.written(found.left_cents),
        "runs_out": "never" if found.runs_out is None else str(found.runs_out),
    }


def _state(by_month: Mapping[str, str], at: int) -> Amounts:
    return Amounts(pay_cents=money.cents_of(Decimal(by_month.get(f"2026-{at:02d}", "0"))))


CALCULATIONS: dict[str, Callable[[Case], Found]] = {
    "budget_of_a_year": budget_of_a_year,
    "topped_up_month": topped_up_month,
}

"""Worked examples of a municipality's own money: what it adds to a month, and its budget of a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from engine.domain import money
from engine.domain.claim import ClaimLine, claim_totals
from engine.domain.municipal_amounts import AmountKind, SetAmount, top_up_of
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.service_month import ServiceMonth
from tests.domain.worked_examples import Case, Found


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


CALCULATIONS: dict[str, Callable[[Case], Found]] = {
    "topped_up_month": topped_up_month,
}

"""Worked examples of settling: corrections, overpayment, the ministry's answer, payroll's, invoices."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from engine.domain import money
from engine.domain.carrying import netted
from engine.domain.claim import ClaimLine, adjustment
from engine.domain.hourly_rates import Ages, rate_on
from engine.domain.line_replies import Answer, AskedLine, GivenAnswer, judged
from engine.domain.month_entries import hours_and_minutes
from engine.domain.net_pay import Expected, GivenResult, OrderedPay
from engine.domain.net_pay import judged as judge_payroll
from engine.domain.provider_invoices import GivenInvoice, InvoicedMonth, owed, troubles
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.service_month import ServiceMonth
from tests.domain.existing_order_examples import purpose_check
from tests.domain.worked_examples import Case, Found, minutes

MONTH = ServiceMonth(2026, 3)


def correction(case: Case) -> Found:
    """The adjustment lines that follow when a month of so many hours becomes another, again and again."""
    rate = Decimal(case.given["rate"])
    first, *later = [minutes(one) for one in case.given["hours"]]
    lines = [_line("claimed", first, rate)]
    for at, now in enumerate(later):
        found = adjustment(lines, _line(f"a{at}", now, rate))
        lines += [] if found is None else [found]
    return {
        "claimed": money.euros(lines[0].pay_cents),
        "adjustments": [money.euros(line.pay_cents) for line in lines[1:]],
        "together": money.euros(sum(line.pay_cents for line in lines)),
    }


def purpose_correction(case: Case) -> Found:
    """A claimed month by purpose becomes another: checked anew, and what the next claim asks for."""
    found: list[str] = []
    lines, month = [], ServiceMonth.parse(case.given["month"])
    rate_of = partial(rate_on, rules=case.rules, holidays=case.book.holidays, ages=Ages(None, None))
    for name in ("claimed", "corrected"):
        check = purpose_check(case, case.given[name])
        pay = remuneration(check.payable_days, ContractForm.CONTRACT_FOR_WORK, case.rules, rate_of=rate_of)
        lines.append(ClaimLine(name, 1, month, "r942", check.payable_minutes, pay.pay_cents))
        found = [f"{one.code} {hours_and_minutes(one.minutes)}" for one in check.findings]
    change = adjustment(lines[:1], lines[1])
    return {
        "claimed": money.euros(lines[0].pay_cents),
        "findings": found,
        "payable": hours_and_minutes(lines[1].minutes),
        "adjustment": money.euros(0 if change is None else change.pay_cents),
    }


def overpayment(case: Case) -> Found:
    """What is paid claim by claim where an earlier one paid too much, and what is still owed at the end."""
    owed, paid = 0, []
    for amounts in case.given["claims"]:
        found = netted([money.cents_of(Decimal(one)) for one in amounts], owed)
        owed = found.carried
        paid.append(money.euros(sum(found.paid)))
    return {"paid": paid, "still_owed": money.euros(-owed)}


def ministry_answer(case: Case) -> Found:
    """What is accepted of lines, what is short, and the balance: opening + claimed − paid."""
    lines = [
        AskedLine(at, f"L-{at}", str(MONTH), money.cents_of(Decimal(one)))
        for at, one in enumerate(case.given["claimed"])
    ]
    rows = [_answer(line, text) for line, text in zip(lines, case.given["answers"], strict=True)]
    found = judged(lines, rows)
    claimed, accepted = (
        sum(line.cents for line in lines),
        sum(one.accepted_cents for one in found.answers),
    )
    opening = money.cents_of(Decimal(case.given["opening"]))
    paid = money.cents_of(Decimal(case.given["paid"]))
    return {
        "taken": "yes" if found.is_sound else "no",
        "accepted": money.euros(accepted),
        "short": money.euros(claimed - accepted),
        "still_owed_by_ministry": money.euros(opening + accepted - paid),
    }


def payroll_answer(case: Case) -> Found:
    """Whether payroll's answer to one order is taken, what it costs and what the assistant is left with."""
    wage, cost = (money.cents_of(Decimal(case.given[name])) for name in ("ordered", "booked"))
    given = case.given["answer"]
    names = ("gross", "tax", "employee", "employer", "net")
    amounts = tuple(money.cents_of(Decimal(given[name])) for name in names)
    order = OrderedPay("month-1", wage, cost, MONTH.last_day)
    row = GivenResult("month-1", amounts, MONTH.last_day)
    found = judge_payroll(Expected([order], (), {}, MONTH.last_day), [row])
    if not found.fresh:
        return {"taken": "no", "why": " ".join(str(one) for one in found.troubles[0])}
    [result] = found.fresh
    return {
        "taken": "yes",
        "costs": money.euros(result.figures.cost),
        "paid_out": money.euros(result.figures.net),
    }


def provider_invoice(case: Case) -> Found:
    """Whether a provider's invoice equals its months; if not, both amounts are said."""
    months = [
        InvoicedMonth(f"L-{at}", str(MONTH), money.cents_of(Decimal(one)))
        for at, one in enumerate(case.given["months"], 1)
    ]
    cents = money.cents_of(Decimal(case.given["invoice"]))
    wrong = troubles(GivenInvoice("A-1", MONTH.last_day, cents), months, {}, MONTH.last_day)
    return {
        "owed": money.euros(owed(months)),
        "taken": "no" if wrong else "yes",
        "why": " ".join(str(one) for one in wrong),
    }


def _line(name: str, worked: int, rate: Decimal) -> ClaimLine:
    return ClaimLine(name, 1, MONTH, "proposed_2019", worked, money.pay_cents(worked, rate))


def _answer(line: AskedLine, text: str) -> GivenAnswer:
    word, _, amount = text.partition(" ")
    cents = money.cents_of(Decimal(amount)) if amount else None
    return GivenAnswer(
        line.contract_number, line.period, Answer(word), cents, cents is not None, "pamatojums"
    )


CALCULATIONS: dict[str, Callable[[Case], Found]] = {
    "correction": correction,
    "ministry_answer": ministry_answer,
    "overpayment": overpayment,
    "payroll_answer": payroll_answer,
    "provider_invoice": provider_invoice,
    "purpose_correction": purpose_correction,
}

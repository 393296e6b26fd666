"""Worked examples of settling: corrections of claimed months, overpayment, the ministry's answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from engine.domain import money
from engine.domain.carrying import netted
from engine.domain.claim import ClaimLine, adjustment
from engine.domain.line_replies import Answer, AskedLine, GivenAnswer, judged
from engine.domain.service_month import ServiceMonth
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
}

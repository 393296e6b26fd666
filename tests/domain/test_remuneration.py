"""A month's money: rates of the day, and what part goes to whom."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.money import pay_cents
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.rules import DatedNumber, NumberUnset, Rules, Status, Unit
from engine.messages_catalogue import say
from tests.domain.changed_rules import changed

HALF_A_EURO = DatedNumber(
    key="municipal_top_up",
    value=Decimal("0.50"),
    unit=Unit.EUR_PER_HOUR,
    in_force_from=date(2023, 1, 1),
    recorded_on=date(2022, 12, 20),
    source="Domes lēmums Nr. 12",
    status=Status.CONFIRMED,
)
DAYS = st.dictionaries(st.dates(date(2021, 7, 1), date(2026, 12, 31)), st.integers(0, 1440), max_size=31)


def test_one_rate_gives_one_line(r316: Rules) -> None:
    found = remuneration(
        [(date(2023, 5, 4), 2400), (date(2023, 5, 5), 2400)], ContractForm.SELF_EMPLOYED, r316
    )
    assert [(line.minutes, line.rate.exact, line.cents) for line in found.lines] == [
        (4800, Decimal("5.11"), 40880)
    ]
    assert (found.pay_cents, found.gross_cents, found.employer_contribution_cents) == (40880, 40880, 0)
    assert found.minutes == 4800
    assert found.pack_revision == r316.pack.revision


def test_a_rate_that_changes_in_the_month_gives_two_lines(r316: Rules) -> None:
    found = remuneration([(date(2023, 4, 1), 60), (date(2023, 3, 31), 60)], ContractForm.PROVIDER, r316)
    assert [(str(line.rate.exact), line.cents) for line in found.lines] == [("4.79", 479), ("5.11", 511)]


def test_contributions_are_split_off_where_the_rate_includes_them(r316: Rules) -> None:
    found = remuneration([(date(2023, 5, 4), 4800)], ContractForm.CONTRACT_FOR_WORK, r316)
    assert (found.pay_cents, found.gross_cents, found.employer_contribution_cents) == (40880, 33077, 7803)
    assert [say(step.message, "en") for step in found.steps] == [
        "80\u00a0h = 4,800 minutes; 4,800 × €5.1100 ÷ 60 = €408.80.",
        (
            "Gross pay: €408.80 ÷ (100% + 23.59%) = €330.77. "
            "Employer's contributions: €408.80 − €330.77 = €78.03."
        ),
    ]


def test_and_added_where_it_does_not(r316: Rules) -> None:
    old = changed(r316, name="r942", rate_includes_contributions="no")
    found = remuneration([(date(2023, 5, 4), 4800)], ContractForm.CONTRACT_FOR_WORK, old)
    assert (found.gross_cents, found.employer_contribution_cents, found.pay_cents) == (40880, 9644, 50524)
    assert remuneration([(date(2023, 5, 4), 4800)], ContractForm.SELF_EMPLOYED, old).pay_cents == 40880


def test_contributions_are_those_of_the_last_day_paid(proposed: Rules) -> None:
    """24.09 % in 2020, 23.59 % from 2021: the percentage of the day on which the work was finished."""
    rate = proposed.number("hourly_rate", date(2021, 7, 1))
    over_new_year = [(date(2020, 12, 31), 60), (date(2021, 1, 1), 60)]
    found = remuneration(over_new_year, ContractForm.CONTRACT_FOR_WORK, proposed, rate_of=lambda _: rate)
    assert (found.pay_cents, found.gross_cents) == (900, 728)  # 900 ÷ 1.2359 = 728.2; ÷ 1.2409 = 725.3


def test_the_municipality_adds_its_own(r316: Rules) -> None:
    found = remuneration([(date(2023, 5, 4), 90)], ContractForm.PROVIDER, r316, top_up=HALF_A_EURO)
    assert (found.pay_cents, found.top_up_cents) == (767, 75)
    step = found.steps[-1]
    assert (step.code, step.result, step.number) == ("municipal_top_up", 75, HALF_A_EURO)
    assert "".join(say(step.message, "lv").split()) == (
        "Pašvaldībaslīdzfinansējums(noministrijasnetiekprasīts):1st.30min×0,5000€=0,75€."
    )


@given(DAYS, st.sampled_from(ContractForm), st.decimals(0, 100, places=4))
def test_the_state_pays_the_same_whatever_the_municipality_adds(
    r316: Rules, days: dict[date, int], form: ContractForm, added: Decimal
) -> None:
    alone = remuneration(days.items(), form, r316)
    found = remuneration(days.items(), form, r316, top_up=replace(HALF_A_EURO, value=added))
    assert found.top_up_cents == pay_cents(found.minutes, added)
    assert replace(found, top_up_cents=0, steps=alone.steps) == alone


def test_a_month_without_minutes(r316: Rules) -> None:
    found = remuneration([(date(2023, 5, 4), 0)], ContractForm.CONTRACT_FOR_WORK, r316)
    assert (found.lines, found.pay_cents, found.steps) == ((), 0, ())


def test_no_rate_no_pay(r316: Rules) -> None:
    live = Rules(r316.pack)
    with pytest.raises(NumberUnset, match="hourly_rate"):
        remuneration([(date(2026, 10, 5), 60)], ContractForm.PROVIDER, live)
    with pytest.raises(NumberUnset, match="hourly_rate"):
        remuneration([(date(2021, 6, 30), 60)], ContractForm.PROVIDER, r316)


@given(DAYS, st.sampled_from(ContractForm), st.randoms())
def test_what_always_holds(
    r316: Rules, days: dict[date, int], form: ContractForm, seed: random.Random
) -> None:
    found = remuneration(days.items(), form, r316)
    assert found.minutes == sum(days.values())
    assert sum(line.cents for line in found.lines) == found.pay_cents
    assert found.pay_cents == found.gross_cents + found.employer_contribution_cents
    assert 0 <= found.employer_contribution_cents <= found.pay_cents
    by_rate: dict[Decimal, int] = {}
    for day, minutes in days.items():
        rate = r316.number("hourly_rate", day).exact
        by_rate[rate] = by_rate.get(rate, 0) + minutes
    assert found.pay_cents == sum(pay_cents(minutes, rate) for rate, minutes in by_rate.items())
    shuffled = list(days.items())
    seed.shuffle(shuffled)
    assert remuneration(shuffled, form, r316) == found

"""Transport of the existing order: what is paid of a month's journeys, and why not the rest."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.rules import NumberUnset, Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.transport import (
    TRANSPORT_TEXTS,
    CarGround,
    CarJourney,
    TicketJourney,
    TransportCode,
    TransportCosts,
    TransportFacts,
    Traveller,
    allowance_cents,
    fuel_cents,
    transport_costs,
    travels_free,
)
from engine.domain.weekly_purposes import WeeklyPurpose
from tests.domain.changed_rules import changed

APRIL = ServiceMonth(2019, 4)
WORK = WeeklyPurpose.WORK
BY_CAR = TransportFacts("II", car_ground=CarGround.HEALTH)
DRIVE = CarJourney(date(2019, 4, 1), WORK, Decimal("24.5"), Decimal("7.8"), Decimal("1.259"))
TICKET = TicketJourney(date(2019, 4, 1), WORK, 115)


def costs(
    journeys: Sequence[Any], facts: TransportFacts, rules: Rules, month: ServiceMonth = APRIL
) -> TransportCosts:
    return transport_costs(journeys, month, facts, rules)


def told(found: TransportCosts) -> list[tuple[str, int]]:
    return [(one.code.value, one.cents) for one in found.findings]


def test_fuel_is_kilometres_by_litres_by_price() -> None:
    assert fuel_cents(Decimal("24.5"), Decimal("7.8"), Decimal("1.259")) == 241  # 2.405949 euro
    assert fuel_cents(Decimal(1), Decimal(1), Decimal("0.5")) == 1  # half a cent counts up
    assert fuel_cents(Decimal(0), Decimal("7.8"), Decimal("1.259")) == 0
    for wrong in (24.5, 24):
        with pytest.raises(TypeError):
            fuel_cents(wrong, Decimal("7.8"), Decimal("1.259"))  # type: ignore[arg-type]
    for value in ("-1", "NaN", "Infinity"):
        with pytest.raises(ValueError, match="not a journey"):
            fuel_cents(Decimal(value), Decimal("7.8"), Decimal("1.259"))


def test_tickets_and_fuel_together(r942: Rules) -> None:
    found = costs([DRIVE, TICKET, replace(DRIVE, day=date(2019, 4, 2))], BY_CAR, r942)
    assert (found.asked_cents, found.cents, found.findings) == (597, 597, ())


@pytest.mark.parametrize(
    ("journey", "facts", "code"),
    [
        (replace(DRIVE, purpose=WeeklyPurpose.LEISURE), BY_CAR, "leisure"),
        (replace(TICKET, purpose=WeeklyPurpose.LEISURE), BY_CAR, "leisure"),
        (replace(DRIVE, from_assistants_home=True), BY_CAR, "from_assistants_home"),
        (replace(DRIVE, day=date(2019, 5, 1)), BY_CAR, "outside_month"),
        (DRIVE, replace(BY_CAR, municipality_pays=True), "paid_by_municipality"),
        (DRIVE, replace(BY_CAR, car_ground=None), "public_transport"),
        (TICKET, TransportFacts("I"), "travels_free"),
        (TICKET, TransportFacts("child"), "travels_free"),
        (replace(TICKET, traveller=Traveller.RECIPIENT), TransportFacts("II"), "travels_free"),
    ],
)
def test_journeys_that_are_not_paid(journey: Any, facts: TransportFacts, code: str, r942: Rules) -> None:
    found = costs([journey], facts, r942)
    assert (found.cents, told(found)) == (0, [(code, journey.cents)])


def test_who_travels_free() -> None:
    free = {
        (group, traveller.value): travels_free(TransportFacts(group), traveller)
        for group in ("I", "II", "child")
        for traveller in Traveller
    }
    assert [who for who, is_free in free.items() if not is_free] == [("II", "assistant")]


class TestAllowance:
    """79.68 euro for six months are 13.28 a month."""

    def drives(self, km: str) -> list[CarJourney]:
        return [replace(DRIVE, km=Decimal(km), litres_per_100km=Decimal(10), price_per_litre=Decimal(1))]

    def test_a_month_of_it(self, r942: Rules) -> None:
        assert allowance_cents(APRIL, r942) == 1328

    @pytest.mark.parametrize(
        ("km", "paid", "covered"),
        [("100", 0, 1000), ("132.8", 0, 1328), ("132.9", 1, 1328), ("250", 1172, 1328)],
    )
    def test_only_what_is_above_it_is_paid(self, km: str, paid: int, covered: int, r942: Rules) -> None:
        found = costs(self.drives(km), replace(BY_CAR, gets_allowance=True), r942)
        assert (found.cents, told(found)) == (paid, [("within_allowance", covered)])
        assert found.steps[0].number == r942.number("transport_allowance", APRIL.last_day)

    def test_or_the_whole_where_the_pack_says_so(self, r942: Rules) -> None:
        whole = changed(r942, transport_above_allowance="whole")
        facts = replace(BY_CAR, gets_allowance=True)
        assert costs(self.drives("132.8"), facts, whole).cents == 0
        assert costs(self.drives("132.9"), facts, whole).cents == 1329

    def test_tickets_have_nothing_to_do_with_it(self, r942: Rules) -> None:
        assert costs([TICKET], replace(BY_CAR, gets_allowance=True), r942).cents == 115


def test_a_ceiling_a_month_where_there_is_one(r942: Rules) -> None:
    capped = changed(r942, transport_per_month=Decimal("3.00"))
    found = costs([DRIVE, TICKET], BY_CAR, capped)
    assert (found.cents, told(found)) == (300, [("above_most", 56)])
    assert costs([TICKET], BY_CAR, capped).findings == ()


def test_the_newer_orders_have_no_numbers_for_it(r316: Rules) -> None:
    month = ServiceMonth(2023, 5)
    with pytest.raises(NumberUnset):
        costs([replace(DRIVE, day=date(2023, 5, 4))], BY_CAR, r316, month)


def test_every_code_is_tested_and_has_its_sentence() -> None:
    source = Path(__file__).read_text("utf-8")
    assert [code.value for code in TransportCode if f'"{code.value}"' not in source] == []
    assert set(TRANSPORT_TEXTS) == set(TransportCode)


AMOUNTS = st.decimals(0, 300, places=2)
JOURNEYS = st.lists(
    st.builds(
        CarJourney,
        day=st.dates(date(2019, 3, 30), date(2019, 5, 2)),
        purpose=st.sampled_from(WeeklyPurpose),
        km=AMOUNTS,
        litres_per_100km=AMOUNTS,
        price_per_litre=st.decimals(0, 3, places=3),
        from_assistants_home=st.booleans(),
    )
    | st.builds(
        TicketJourney,
        day=st.dates(date(2019, 3, 30), date(2019, 5, 2)),
        purpose=st.sampled_from(WeeklyPurpose),
        cents=st.integers(0, 900),
        traveller=st.sampled_from(Traveller),
    ),
    max_size=12,
)
FACTS = st.builds(
    TransportFacts,
    st.sampled_from(("I", "II", "child")),
    gets_allowance=st.booleans(),
    car_ground=st.none() | st.sampled_from(CarGround),
    municipality_pays=st.booleans(),
)


@given(journeys=JOURNEYS, facts=FACTS, seed=st.randoms())
def test_what_always_holds(
    r942: Rules, journeys: list[Any], facts: TransportFacts, seed: random.Random
) -> None:
    found = costs(journeys, facts, r942)
    assert found.asked_cents == sum(journey.cents for journey in journeys)
    assert found.cents + sum(one.cents for one in found.findings) == found.asked_cents
    assert 0 <= found.cents <= found.asked_cents
    leisure = sum(one.cents for one in journeys if one.purpose is WeeklyPurpose.LEISURE)
    assert found.cents <= found.asked_cents - leisure
    shuffled = list(journeys)
    seed.shuffle(shuffled)
    again = costs(shuffled, facts, r942)
    assert (again.cents, sorted(told(again))) == (found.cents, sorted(told(found)))

"""Journeys as a report says them: whole, in order, signed, worded; reckoned with the office's numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.domain.journeys import Fuel, ReportedJourney, reckoned, reported
from engine.domain.transport import CarJourney, TicketJourney, Traveller
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, say

WEDNESDAY = date(2021, 2, 3)
BY_CAR = {"travelled_on": WEDNESDAY, "purpose": "work", "km": Decimal("12.0")}
TICKET = {"travelled_on": date(2021, 2, 1), "purpose": "work", "ticket_cents": 150, "traveller": "recipient"}


def test_journeys_are_read_by_day() -> None:
    ticket, car = reported([BY_CAR, TICKET])
    assert ticket == ReportedJourney(
        date(2021, 2, 1), WeeklyPurpose.WORK, 150, Traveller.RECIPIENT, Decimal(0)
    )
    assert (car.day, car.km, car.traveller) == (WEDNESDAY, Decimal(12), Traveller.ASSISTANT)
    assert reported([ticket.as_row(), car.as_row()]) == (ticket, car)
    assert reported(None) == ()


@pytest.mark.parametrize(
    "row",
    [
        {"travelled_on": WEDNESDAY, "purpose": "work"},
        {**BY_CAR, "ticket_cents": 100},
        {**BY_CAR, "km": Decimal(-1)},
        {**BY_CAR, "travelled_on": None},
        {**TICKET, "ticket_cents": -5},
    ],
)
def test_a_journey_is_a_ticket_or_kilometres(row: dict[str, object]) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        reported([row])
    assert set(refused.value.fields) == {"journeys"}


def test_what_is_signed_does_not_depend_on_how_it_was_typed() -> None:
    [one] = reported([BY_CAR])
    [other] = reported([{**BY_CAR, "km": 12}])
    assert one.signed() == other.signed()
    assert one.signed()["km"] == "12"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (BY_CAR, "Ar automašīnu, 12 km"),
        ({**BY_CAR, "km": Decimal("7.5")}, "Ar automašīnu, 7,5 km"),
        (TICKET, "Saņēmēja biļete, 1,50\u00a0€"),
        ({**BY_CAR, "from_home": True}, "Ar automašīnu, 12 km, no asistenta mājām vai uz tām"),
        ({**TICKET, "from_home": True}, "Biļete no asistenta mājām vai uz tām, 1,50\u00a0€"),
    ],
)
def test_people_read_how_somebody_travelled(row: dict[str, object], words: str) -> None:
    how = reported([row])[0].worded()["how"]
    assert isinstance(how, dict)
    assert say(Message(str(how["text"]), how["values"]), "lv") == words


def test_the_way_from_home_is_signed_only_where_it_is_one() -> None:
    usual, from_home = reported([BY_CAR, {**BY_CAR, "from_home": True}])
    assert "from_home" not in usual.signed()
    assert from_home.signed() == {**usual.signed(), "from_home": True}
    assert reported([from_home.as_row()]) == (from_home,)
    assert [one.from_assistants_home for one in reckoned([usual, from_home], None)] == [False, True]


def test_fuel_is_reckoned_with_the_litres_and_the_price_of_the_office() -> None:
    journeys = reported([BY_CAR, TICKET])
    ticket, car = reckoned(journeys, Fuel(Decimal("7.5"), Decimal("1.25")))
    assert isinstance(ticket, TicketJourney)
    assert isinstance(car, CarJourney)
    assert (ticket.cents, car.cents) == (150, 113)  # 12 km × 7.5 l ÷ 100 × 1.25 € = 1.125 €
    assert [one.cents for one in reckoned(journeys, None)] == [150, 0]

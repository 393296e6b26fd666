"""Journeys of a month as the assistant reports them, and as they are reckoned once they are judged.

A report says day, purpose and ticket or kilometres. Litres and price of fuel are the office's to say (U16).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.domain.steps import message_as_values
from engine.domain.transport import CarJourney, TicketJourney, Traveller
from engine.domain.weekly_purposes import WEEKLY_PURPOSE_LABELS, WeeklyPurpose
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReportedJourney:
    """One journey of a report: a ticket, or kilometres by one's own car."""

    day: date
    purpose: WeeklyPurpose
    ticket_cents: int  # 0 by car
    traveller: Traveller  # whose ticket it is
    km: Decimal  # 0 by public transport
    from_home: bool = False  # the assistant's way from or to their own home

    def as_row(self) -> dict[str, object]:
        """As forms and tables keep it."""
        return {
            "travelled_on": self.day,
            "purpose": str(self.purpose),
            "ticket_cents": self.ticket_cents or None,
            "traveller": str(self.traveller),
            "km": self.km or None,
            **({"from_home": True} if self.from_home else {}),  # rows signed before it was asked lack it
        }

    def signed(self) -> dict[str, object]:
        """As it is signed: plain words that a fingerprint takes."""
        return {**self.as_row(), "travelled_on": self.day.isoformat(), "km": f"{self.km.normalize():f}"}

    def worded(self) -> dict[str, object]:
        """As people read it in a table."""
        return {
            "day": self.day,
            "purpose": message_as_values(WEEKLY_PURPOSE_LABELS[self.purpose]),
            "how": message_as_values(self._how()),
        }

    def _how(self) -> Message:
        km = f"{self.km.normalize():f}".replace(".", ",")
        if self.from_home and self.km:
            return msg("By car, {km} km, from or to the assistant's home", km=km)
        if self.from_home:
            return msg("A ticket from or to the assistant's home, {cents:money}", cents=self.ticket_cents)
        if self.km:
            return msg("By car, {km} km", km=km)
        if self.traveller is Traveller.RECIPIENT:
            return msg("The recipient's ticket, {cents:money}", cents=self.ticket_cents)
        return msg("The assistant's ticket, {cents:money}", cents=self.ticket_cents)


@dataclass(frozen=True, slots=True)
class Fuel:
    """What a car uses by the register's handbook, and what fuel costs."""

    litres_per_100km: Decimal
    price_per_litre: Decimal  # euro


def reported(rows: object) -> tuple[ReportedJourney, ...]:
    """The journeys of a form, by day; InvalidAnswers where one is not whole."""
    found = [_journey(row) for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return tuple(sorted(found, key=lambda one: (one.day, one.purpose, one.ticket_cents, one.km)))


def reckoned(journeys: Iterable[ReportedJourney], fuel: Fuel | None) -> list[TicketJourney | CarJourney]:
    """The journeys as the rules of transport take them; without `fuel` a car's journey costs nothing."""
    return [_reckoned(one, fuel or Fuel(Decimal(0), Decimal(0))) for one in journeys]


def _reckoned(one: ReportedJourney, fuel: Fuel) -> TicketJourney | CarJourney:
    if one.km:
        return CarJourney(
            one.day, one.purpose, one.km, fuel.litres_per_100km, fuel.price_per_litre, one.from_home
        )
    return TicketJourney(one.day, one.purpose, one.ticket_cents, one.traveller, one.from_home)


def _journey(row: Row) -> ReportedJourney:
    day, purpose = row.get("travelled_on"), row.get("purpose")
    cents, km = row.get("ticket_cents") or 0, row.get("km") or 0
    km = Decimal(km) if type(km) is int else km
    if not isinstance(day, date) or type(cents) is not int or not isinstance(km, Decimal):
        raise InvalidAnswers({"journeys": msg("A journey needs its day, and its ticket or its kilometres.")})
    if (cents > 0) == (km > 0) or cents < 0 or km < 0:
        raise InvalidAnswers(
            {"journeys": msg("For each journey enter the price of the ticket or the kilometres by car.")}
        )
    return ReportedJourney(
        day=day,
        purpose=WeeklyPurpose(str(purpose)),
        ticket_cents=cents,
        traveller=Traveller(str(row.get("traveller") or Traveller.ASSISTANT)),
        km=km,
        from_home=row.get("from_home") is True,
    )

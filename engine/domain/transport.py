"""Transport costs of a month under MK 942 (p. 22.3): tests first, then tickets or kilometres.

Fuel of one's own car is km × litres per 100 km × price, rounded once for each journey; litres are those of
the register's handbook (CSDD), the price is what the office enters for the period. Nothing is paid twice: not
what is free on public transport, not what the transport allowance or the municipality covers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from engine.domain.money import cents_of, half_up, whole
from engine.domain.rules import NO_LIMIT, Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.steps import Step
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.messages_catalogue import Message, msg


class Traveller(StrEnum):
    """Whose ticket it is."""

    RECIPIENT = "recipient"
    ASSISTANT = "assistant"


class CarGround(StrEnum):
    """Why the journey is made by car."""

    HEALTH = "health"  # health or function do not allow public transport
    NO_PUBLIC_TRANSPORT = "no_public_transport"  # there is none, or too little, where the recipient lives


@dataclass(frozen=True, slots=True)
class TicketJourney:
    """A journey by public transport, with the price of the ticket in cents."""

    day: date
    purpose: WeeklyPurpose
    cents: int
    traveller: Traveller = Traveller.ASSISTANT
    from_assistants_home: bool = False


@dataclass(frozen=True, slots=True)
class CarJourney:
    """A journey by one's own car."""

    day: date
    purpose: WeeklyPurpose
    km: Decimal  # by a public map
    litres_per_100km: Decimal
    price_per_litre: Decimal  # euro
    from_assistants_home: bool = False

    @property
    def cents(self) -> int:
        """HALF_UP(km × litres ÷ 100 × price) in cents."""
        return fuel_cents(self.km, self.litres_per_100km, self.price_per_litre)


@dataclass(frozen=True, slots=True)
class TransportFacts:
    """What the tests rest on."""

    disability_group: str  # "I", "II", "child"
    gets_allowance: bool = False  # the transport allowance
    car_ground: CarGround | None = None  # as the office judged it; None = public transport can be used
    municipality_pays: bool = False  # the municipality helps with transport already


class TransportCode(StrEnum):
    """Why a journey, or a part of the month's costs, is not paid."""

    OUTSIDE_MONTH = "outside_month"
    LEISURE = "leisure"
    FROM_ASSISTANTS_HOME = "from_assistants_home"
    PAID_BY_MUNICIPALITY = "paid_by_municipality"
    TRAVELS_FREE = "travels_free"
    PUBLIC_TRANSPORT = "public_transport"
    WITHIN_ALLOWANCE = "within_allowance"
    ABOVE_MOST = "above_most"


@dataclass(frozen=True, slots=True)
class TransportFinding:
    """What is not paid, and why."""

    code: TransportCode
    cents: int
    message: Message
    day: date | None = None


@dataclass(frozen=True, slots=True)
class TransportCosts:
    """What the state pays for a month's journeys; asked = paid + the findings, to the cent."""

    asked_cents: int
    cents: int
    findings: tuple[TransportFinding, ...]
    steps: tuple[Step, ...]


def fuel_cents(km: Decimal, litres_per_100km: Decimal, price_per_litre: Decimal) -> int:
    """HALF_UP(km × litres ÷ 100 × price) in cents; TypeError for anything but Decimal, ValueError below 0."""
    parts = (km, litres_per_100km, price_per_litre)
    if any(not isinstance(part, Decimal) for part in parts):
        raise TypeError(f"kilometres, litres and prices are Decimal: {parts!r}")
    if any(not part.is_finite() or part < 0 for part in parts):
        raise ValueError(f"not a journey: {parts}")
    cents = Fraction(km) * Fraction(litres_per_100km) * Fraction(price_per_litre)  # ÷ 100 km × 100 cents
    return half_up(cents.numerator, cents.denominator)


def transport_costs(
    journeys: Iterable[TicketJourney | CarJourney], month: ServiceMonth, facts: TransportFacts, rules: Rules
) -> TransportCosts:
    """What is paid of the journeys, in any order; `NumberUnset` where a number is not known.

    Source: the ministry's pages on transport (LM-T, LM-F); leisure: Riga's practice (RI3).
    """
    ordered = sorted(journeys, key=lambda journey: (journey.day, journey.purpose, whole(journey.cents)))
    findings: list[TransportFinding] = []
    tickets = fuel = 0
    for journey in ordered:
        refused = _refusal(journey, month, facts, rules)
        if refused is not None:
            findings.append(TransportFinding(refused, journey.cents, TRANSPORT_TEXTS[refused], journey.day))
        elif isinstance(journey, CarJourney):
            fuel += journey.cents
        else:
            tickets += journey.cents
    asked = sum(journey.cents for journey in ordered)
    paid, steps = _with_allowance(fuel, month, facts, rules, findings)
    paid = _at_most(tickets + paid, month, rules, findings)
    return TransportCosts(asked, paid, tuple(findings), steps)


def travels_free(facts: TransportFacts, traveller: Traveller) -> bool:
    """Public transport is free for a child and for group I with a companion, and for group II alone."""
    if traveller is Traveller.RECIPIENT:
        return facts.disability_group in ("I", "II", "child")
    return facts.disability_group in ("I", "child")


def allowance_cents(month: ServiceMonth, rules: Rules) -> int:
    """A month's share of the allowance that is paid for six full months: 79.68 → 13.28 euro."""
    return half_up(cents_of(rules.number("transport_allowance", month.last_day).exact), 6)


def _refusal(
    journey: TicketJourney | CarJourney, month: ServiceMonth, facts: TransportFacts, rules: Rules
) -> TransportCode | None:
    if not month.contains(journey.day):
        return TransportCode.OUTSIDE_MONTH
    if journey.purpose is WeeklyPurpose.LEISURE and _word(rules, "transport_for_leisure", month) == "no":
        return TransportCode.LEISURE
    if journey.from_assistants_home:
        return TransportCode.FROM_ASSISTANTS_HOME
    if facts.municipality_pays:
        return TransportCode.PAID_BY_MUNICIPALITY
    if isinstance(journey, CarJourney):
        return TransportCode.PUBLIC_TRANSPORT if facts.car_ground is None else None
    return TransportCode.TRAVELS_FREE if travels_free(facts, journey.traveller) else None


def _with_allowance(
    fuel: int, month: ServiceMonth, facts: TransportFacts, rules: Rules, findings: list[TransportFinding]
) -> tuple[int, tuple[Step, ...]]:
    """What is paid of the fuel: above the allowance where the recipient gets it, else all."""
    if not fuel or not facts.gets_allowance:
        return fuel, ()
    number, share = rules.number("transport_allowance", month.last_day), allowance_cents(month, rules)
    covered = min(fuel, share)
    if fuel > share and _word(rules, "transport_above_allowance", month) == "whole":
        covered = 0
    text = msg(
        "Fuel {fuel:money}, of which the transport allowance covers {covered:money} ({share:money} a month).",
        fuel=fuel,
        covered=covered,
        share=share,
    )
    if covered:
        findings.append(
            TransportFinding(
                TransportCode.WITHIN_ALLOWANCE, covered, TRANSPORT_TEXTS[TransportCode.WITHIN_ALLOWANCE]
            )
        )
    return fuel - covered, (Step("transport_allowance", text, fuel - covered, number),)


def _at_most(cents: int, month: ServiceMonth, rules: Rules, findings: list[TransportFinding]) -> int:
    most = rules.number("transport_per_month", month.last_day)
    if most.value == NO_LIMIT or cents <= cents_of(most.exact):
        return cents
    above = cents - cents_of(most.exact)
    findings.append(
        TransportFinding(TransportCode.ABOVE_MOST, above, TRANSPORT_TEXTS[TransportCode.ABOVE_MOST])
    )
    return cents - above


def _word(rules: Rules, key: str, month: ServiceMonth) -> str:
    return rules.number(key, month.last_day).word


TRANSPORT_TEXTS: dict[TransportCode, Message] = {
    TransportCode.OUTSIDE_MONTH: msg("The journey is not in this month."),
    TransportCode.LEISURE: msg("Transport for leisure is not paid."),
    TransportCode.FROM_ASSISTANTS_HOME: msg("The assistant's way from the assistant's own home is not paid."),
    TransportCode.PAID_BY_MUNICIPALITY: msg("The municipality pays for this transport already."),
    TransportCode.TRAVELS_FREE: msg("This traveller uses public transport free of charge."),
    TransportCode.PUBLIC_TRANSPORT: msg("A car is paid only where public transport cannot be used."),
    TransportCode.WITHIN_ALLOWANCE: msg("The recipient's transport allowance covers this part."),
    TransportCode.ABOVE_MOST: msg("This is above the most that is paid for transport in a month."),
}
"""What people read for each reason."""

"""How the transport costs of a month came about, journey by journey, for page and letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.domain.steps import Step
from engine.domain.transport import CarJourney, TicketJourney, TransportCosts, TransportFinding
from engine.messages_catalogue import Message, msg


def transport_steps(
    journeys: Iterable[TicketJourney | CarJourney], costs: TransportCosts
) -> tuple[Step, ...]:
    """Each journey with its sum, what is not paid and why, the allowance with its number, and the rest."""
    ordered = sorted(journeys, key=lambda journey: journey.day)
    return (*_asked(ordered), *costs.steps, *_refused(costs.findings), _paid(costs))


def _asked(journeys: Iterable[TicketJourney | CarJourney]) -> Iterator[Step]:
    for one in journeys:
        yield Step("journey", _by_car(one) if isinstance(one, CarJourney) else _by_ticket(one), one.cents)


def _by_car(one: CarJourney) -> Message:
    if not one.price_per_litre:  # no ground for a car was found, so that nobody asked what it used
        return msg("{day}: {km:number} km by car.", day=one.day, km=one.km)
    return msg(
        "{day}: {km:number} km by car, {litres:number} l per 100 km, {price:rate} a litre: "
        "{km:number} × {litres:number} ÷ 100 × {price:rate} = {amount:money}.",
        day=one.day,
        km=one.km,
        litres=one.litres_per_100km,
        price=one.price_per_litre,
        amount=one.cents,
    )


def _by_ticket(one: TicketJourney) -> Message:
    return msg("{day}: a ticket for {amount:money}.", day=one.day, amount=one.cents)


def _refused(findings: Iterable[TransportFinding]) -> Iterator[Step]:
    for one in findings:
        said = {"amount": one.cents, "reason": one.message}
        if one.day is None:
            text = msg("Not paid: {amount:money}. {reason}", **said)
        else:
            text = msg("{day}: not paid: {amount:money}. {reason}", day=one.day, **said)
        yield Step("transport_not_paid", text, one.cents)


def _paid(costs: TransportCosts) -> Step:
    if costs.asked_cents == costs.cents:
        text = msg("Transport together: {paid:money}.", paid=costs.cents)
    else:
        text = msg(
            "Transport together: {asked:money} − {refused:money} = {paid:money}.",
            asked=costs.asked_cents,
            refused=costs.asked_cents - costs.cents,
            paid=costs.cents,
        )
    return Step("transport", text, costs.cents)

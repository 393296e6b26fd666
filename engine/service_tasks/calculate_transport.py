"""What is paid for a month's journeys, as the office judged them (MK 942 p. 22.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.domain.journeys import Fuel, reckoned
from engine.domain.rules import Rules
from engine.domain.steps import as_values, message_as_values
from engine.domain.transport import CarGround, TransportCosts, TransportFacts, transport_costs
from engine.domain.transport_steps import transport_steps
from engine.persistence.effects.weekly import KeepTransport
from engine.service_tasks.month_values import content, text
from engine.service_tasks.outcome import Outcome, Reading, Values

NO_CAR = "none"  # the answer where public transport can be used


def calculate_transport(values: Values, reading: Reading, rules: Rules, day: date) -> Outcome:
    """transport_asked_cents, transport_cents, what is not paid with its reason, and every step."""
    month, facts, fuel = content(values, reading), _facts(values), _fuel(values)
    journeys = reckoned(month.journeys, fuel)
    costs = transport_costs(journeys, month.period, facts, rules)
    reasons, steps = _reasons(costs), as_values(transport_steps(journeys, costs))
    judged = {
        "disability_group": facts.disability_group,
        "gets_allowance": facts.gets_allowance,
        "municipality_pays": facts.municipality_pays,
        "car_ground": None if facts.car_ground is None else str(facts.car_ground),
        "litres_per_100km": None if fuel is None else fuel.litres_per_100km,
        "price_per_litre": None if fuel is None else fuel.price_per_litre,
        "steps": steps,
    }
    return Outcome(
        values={
            "transport_asked_cents": costs.asked_cents,
            "transport_cents": costs.cents,
            "transport_reasons": reasons,
            "transport_steps": steps,
        },
        effects=[KeepTransport(month.month_id, judged, reasons, costs.asked_cents, costs.cents)],
    )


def _facts(values: Values) -> TransportFacts:
    ground = values.get("car_ground")
    return TransportFacts(
        disability_group=text(values, "transport_group"),
        gets_allowance=values.get("transport_allowance") is True,
        car_ground=CarGround(str(ground)) if ground not in (None, NO_CAR) else None,
        municipality_pays=values.get("transport_by_municipality") is True,
    )


def _fuel(values: Values) -> Fuel | None:
    litres, price = values.get("litres_per_100km"), values.get("price_per_litre")
    if not isinstance(litres, Decimal) or not isinstance(price, Decimal):
        return None
    return Fuel(litres, price)


def _reasons(costs: TransportCosts) -> list[dict[str, object]]:
    """A row for each sum that is not paid."""
    return [
        {"day": one.day, "reason": message_as_values(one.message), "cents": one.cents}
        for one in costs.findings
    ]

"""Confirmations by others of where the service was given: only when the office demands them (MK 942).

Under the newer orders none is ever asked: the two signatures are enough, and where a person went is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.domain.working_days import Holidays, after
from engine.errors import EngineError
from engine.messages_catalogue import msg


@dataclass(frozen=True, slots=True)
class EvidenceDemand:
    """The office demands a confirmation for one purpose of one month."""

    month: ServiceMonth
    purpose: WeeklyPurpose
    demanded_on: date


@dataclass(frozen=True, slots=True)
class Evidence:
    """A confirmation that came, whoever gave it."""

    month: ServiceMonth
    purpose: WeeklyPurpose
    received_on: date


def demand_evidence(
    month: ServiceMonth, purpose: WeeklyPurpose, rules: Rules, demanded_on: date
) -> EvidenceDemand:
    """The demand; EngineError where the order of the month knows no confirmations."""
    if rules.number("evidence_rule", month.last_day).word != "on_demand":
        raise EngineError(msg("Under this order only the signatures of assistant and recipient are asked."))
    return EvidenceDemand(month, purpose, demanded_on)


def evidence_due(demanded_on: date, rules: Rules, holidays: Holidays) -> date:
    """Until when a confirmation demanded on the day is waited for; the caseworker decides after that."""
    return after(demanded_on, rules.number("evidence_working_days", demanded_on).whole, holidays)


def missing_evidence(
    month: ServiceMonth, demands: Iterable[EvidenceDemand], received: Iterable[Evidence]
) -> frozenset[WeeklyPurpose]:
    """Purposes of the month whose confirmation was demanded and has not come since; U17.

    What came before the demand does not answer it.
    """
    came: dict[WeeklyPurpose, date] = {}
    for one in received:
        if one.month == month:
            came[one.purpose] = max(one.received_on, came.get(one.purpose, date.min))
    return frozenset(
        demand.purpose
        for demand in demands
        if demand.month == month and came.get(demand.purpose, date.min) < demand.demanded_on
    )

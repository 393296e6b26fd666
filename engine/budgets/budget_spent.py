"""What was booked for the months of a year, what of it is still to be claimed, and how much is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from engine.domain.commitments import Unclaimed
from engine.domain.ledger import Account
from engine.domain.money import half_up
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import Amounts, Use
from engine.persistence.queries import budget as queries
from engine.runtime import Session

PARTS = {
    Account.STATE_PAY: "pay_cents",
    Account.TRANSPORT: "transport_cents",
    Account.MUNICIPAL_TOP_UP: "top_up_cents",
}


def spent(session: Session, year: int) -> Mapping[str, Amounts]:
    """Period → what was booked for it; administration as frozen claims of the period ask for it."""
    found: dict[str, Amounts] = defaultdict(Amounts)
    for period, account, cents in queries.booked(session, year):
        found[period] += replace(Amounts(), **{PARTS[account]: cents})
    for period, cents in queries.administration(session, year):
        found[period] += Amounts(admin_cents=cents)
    for period, cents in queries.contributions(session, year):
        found[period] += Amounts(contributions_cents=cents)
    return found


def unclaimed(session: Session, year: int) -> Mapping[str, list[Unclaimed]]:
    found: dict[str, list[Unclaimed]] = defaultdict(list)
    for period, one in queries.unclaimed(session, year):
        found[period].append(one)
    return found


def use_of(session: Session, year: int) -> tuple[Use, int]:
    """Used and granted minutes of the closed months, and how many these are."""
    found = queries.closed(session, year)
    granted = sum(
        one.granted_minutes
        if one.hours_a_week is None
        else one.count * half_up(one.hours_a_week * 60 * ServiceMonth.parse(one.period).last_day.day, 7)
        for one in found
    )
    return Use.of_closed(sum(one.used_minutes for one in found), granted), sum(one.count for one in found)

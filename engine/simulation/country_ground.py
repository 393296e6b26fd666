"""The country of the replay: municipalities under MK 942, each with its office; the ministry's officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.clock import VirtualClock
from engine.domain.rights import Actor, Role
from engine.runtime import EVERY, Runtime
from engine.simulation.country_cases import Town
from engine.simulation.country_people import Served
from engine.simulation.founding import Uses, add_municipality, add_staff
from engine.simulation.office_hands import Office
from engine.simulation.published_2018 import RECIPIENTS_A_MONTH, YEAR

BEGINS = date(YEAR - 1, 12, 1)
STAFF = (Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.FINANCE)


@dataclass(frozen=True, slots=True)
class Country:
    """Municipalities with their people."""

    runtime: Runtime
    clock: VirtualClock
    towns: Sequence[Town]
    people: Sequence[Served]
    officer: Actor  # of the ministry
    played: Fraction  # part of the country: recipients a month here by those there


def found(runtime: Runtime, clock: VirtualClock, people: Sequence[Served]) -> Country:
    """The municipalities that the people live in, each with its office."""
    towns = [_town(runtime, clock, number) for number in sorted({one.municipality for one in people})]
    places = sum(one.first == 1 for one in people)
    ministry = [Role.MINISTRY_OFFICER]
    officer = add_staff(runtime, EVERY, "ministry", "Ministrija", ministry, password=None)
    return Country(runtime, clock, towns, people, officer, Fraction(places, RECIPIENTS_A_MONTH))


def _town(runtime: Runtime, clock: VirtualClock, number: int) -> Town:
    tenant = add_municipality(
        runtime, f"nov{number:03d}", f"{number + 1}. novads", from_day=BEGINS,
        bank_account="LV80BANK0000435195001", uses=Uses(regime="r942"),
    )  # fmt: skip
    staff = {
        role: add_staff(runtime, tenant, f"{role}-{number}", f"{role} {number}", [role], password=None)
        for role in STAFF
    }
    return Town(Office(runtime, tenant, clock, staff))

"""A country's year under MK 942: cases, reports, journeys and claims of every municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from engine.clock import VirtualClock
from engine.domain.rights import Role
from engine.domain.service_month import ServiceMonth
from engine.persistence import rows
from engine.persistence.tables.claims import MinistryClaim
from engine.runtime import Runtime
from engine.simulation.country_cases import Town, settle
from engine.simulation.country_people import Served
from engine.simulation.country_reports import entries, journeys
from engine.simulation.founding import Uses, add_municipality, add_staff
from engine.simulation.office_hands import Office
from engine.simulation.published_2018 import LITRES_PER_100KM, PRICE_OF_A_LITRE, RECIPIENTS_A_MONTH, YEAR

BEGINS = date(YEAR - 1, 12, 1)
FIRST_APPLICATIONS = date(YEAR - 1, 12, 4)
CLAIMS_ON, APPLY_ON = 11, 13  # days of a month: the claim of the month before; who begins in the next
STAFF = (Role.CASEWORKER, Role.HEAD_OF_SERVICE, Role.FINANCE)
Tell = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Country:
    """Municipalities with their people."""

    runtime: Runtime
    clock: VirtualClock
    towns: Sequence[Town]
    people: Sequence[Served]
    played: Fraction  # part of the country: recipients a month here by those there


def found(runtime: Runtime, clock: VirtualClock, people: Sequence[Served]) -> Country:
    """The municipalities that the people live in, each with its office."""
    towns = [_town(runtime, clock, number) for number in sorted({one.municipality for one in people})]
    places = sum(one.first == 1 for one in people)
    return Country(runtime, clock, towns, people, Fraction(places, RECIPIENTS_A_MONTH))


def live_the_year(country: Country, tell: Tell) -> None:
    """Everything from the first applications to the claim of December; `tell` after each case and report."""
    _at(country, FIRST_APPLICATIONS)
    _arrive(country, 1, tell)
    for number in range(1, 13):
        period = ServiceMonth(YEAR, number)
        _at(country, period.first_day)
        _claim(country, period.plus(-1))
        _at(country, period.first_day.replace(day=APPLY_ON))
        _arrive(country, number + 1, tell)
        _at(country, period.last_day)
        _report(country, period, tell)
    _claim(country, ServiceMonth(YEAR, 12))


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


def _at(country: Country, day: date) -> None:
    """Noon of a day, with all done that has fallen due."""
    country.clock.move_to(datetime(day.year, day.month, day.day, 10, tzinfo=UTC))
    country.towns[0].office.work()


def _arrive(country: Country, first: int, tell: Tell) -> None:
    """Those whose service begins in that month apply and come to their contract."""
    here: dict[int, list[Served]] = defaultdict(list)
    for one in country.people:
        if one.first == first:
            here[one.municipality].append(one)
    for number, arriving in here.items():
        settle(country.towns[number], arriving)
        for _ in arriving:
            tell()


def _report(country: Country, period: ServiceMonth, tell: Tell) -> None:
    """The last day: the month is entered and confirmed, and journeys are judged."""
    for town in country.towns:
        town.office.complete_all(
            "enter_report", lambda case_id, town=town: _entered(town.of_case[case_id], period)
        )
        town.office.complete_all("confirm_report", lambda _: {"verdict": "confirmed"}, done=tell)
        town.office.complete_all("judge_transport", lambda case_id, town=town: _judged(town.of_case[case_id]))
    country.towns[0].office.work()


def _entered(one: Served, period: ServiceMonth) -> dict[str, object]:
    reported = {f"entries_{purpose}": by_day for purpose, by_day in entries(one, period).items()}
    made = journeys(one, period)
    return {**reported, "journeys_made": bool(made), "signed": True} | ({"journeys": made} if made else {})


def _judged(one: Served) -> dict[str, object]:
    return {
        "transport_group": str(one.group),
        "transport_allowance": False,
        "transport_by_municipality": False,
        "car_ground": "health",
        "litres_per_100km": LITRES_PER_100KM,
        "price_per_litre": PRICE_OF_A_LITRE,
    }


def _claim(country: Country, period: ServiceMonth) -> None:
    """The claim of a month, from its lines to the ministry's answer."""
    _at(country, period.last_day + timedelta(days=CLAIMS_ON))
    for town in country.towns:
        office, today = town.office, town.office.today
        by = {"by": "claim_id"}
        office.complete_all("review_claim", lambda _: {"review_verdict": "ready", "review_note": ""}, **by)
        office.complete_all("approve_claim", lambda _: {"approval": "approved", "approval_note": ""}, **by)
        office.work()
        paid = {"paid_on": today, "payment_note": ""}
        office.complete_all("pay_assistants", lambda _, paid=paid: paid, **by)
        office.complete_all(
            "record_ministry_reply", lambda claim_id, office=office: _accepted(office, claim_id), **by
        )
    country.towns[0].office.work()


def _accepted(office: Office, claim_id: int) -> dict[str, object]:
    with office.runtime.reading(office.tenant) as session:
        (claim,) = rows.every(session, MinistryClaim, id=claim_id)
        cents = claim.total_cents
    return {"reply": "accepted", "reply_cents": cents, "reply_note": "", "reply_day": office.today}

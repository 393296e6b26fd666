"""A country's year under MK 942: cases, reports, journeys and claims of every municipality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from engine.domain.service_month import ServiceMonth
from engine.simulation.country_cases import Town, settle
from engine.simulation.country_claims import claim_and_pay
from engine.simulation.country_ground import Country
from engine.simulation.country_people import Served
from engine.simulation.country_reports import entries, journeys
from engine.simulation.published_2018 import LITRES_PER_100KM, PRICE_OF_A_LITRE, YEAR

FIRST_APPLICATIONS = date(YEAR - 1, 12, 4)
CLAIMS_ON, APPLY_ON = 11, 13  # days of a month: the claim of the month before; who begins in the next
Tell = Callable[[], None]


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
        _report_in(town, period, tell)
    country.towns[0].office.work()


def _report_in(town: Town, period: ServiceMonth, tell: Tell) -> None:
    town.office.complete_all("enter_report", lambda case_id: _entered(town.of_case[case_id], period))
    town.office.complete_all("confirm_report", lambda _: {"verdict": "confirmed"}, done=tell)
    town.office.complete_all("judge_transport", lambda case_id: _judged(town.of_case[case_id]))


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
        claim_and_pay(town.office)
    country.towns[0].office.work()

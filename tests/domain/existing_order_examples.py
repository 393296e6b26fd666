"""What each `calculate` of the existing order's examples does, and of the tables in the domain notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from engine.domain import averages, deadlines, money
from engine.domain.assistant_changes import change_of_assistant
from engine.domain.claim import ClaimLine, claim_totals
from engine.domain.evidence import Evidence, demand_evidence, missing_evidence
from engine.domain.leisure import average_use
from engine.domain.month_check import MonthCheck, check_month
from engine.domain.month_entries import DayEntry, hours_and_minutes
from engine.domain.month_facts import MonthFacts, WeeklyFacts
from engine.domain.opinion_criteria import (
    CommissionOpinion,
    Criterion,
    EntitlementFacts,
    OpinionKind,
    Residence,
    entitlement,
)
from engine.domain.service_month import ServiceMonth
from engine.domain.transport import (
    CarGround,
    CarJourney,
    TicketJourney,
    TransportFacts,
    Traveller,
    transport_costs,
)
from engine.domain.weekly_purposes import WeeklyNeed, WeeklyPurpose, weekly_hours
from engine.domain.working_hours import normal_hours, worked_hours
from tests.domain.worked_examples import Case, Found, minutes


def order(case: Case) -> Found:
    return {"order": case.book.regime_on(case.day("received_on"), case.given["setting"])}


def entitled(case: Case) -> Found:
    given = case.given
    opinion = given.get("opinion")
    facts = EntitlementFacts(
        birth_date=case.day("birth_date"),
        disability_group=given["group"],
        opinion=_opinion(opinion) if opinion else None,
        residence=Residence(given.get("residence", "declared_here")),
        is_paid_elsewhere=given.get("paid_elsewhere") == "yes",
        is_in_institution=given.get("in_institution") == "yes",
    )
    found = entitlement(facts, case.rules, case.day("day"))
    return {"entitled": "yes" if found.is_entitled else "no", "because": found.ground}


def _opinion(said: Mapping[str, str]) -> CommissionOpinion:
    return CommissionOpinion(
        kind=OpinionKind(said["kind"]),
        issued_on=date.fromisoformat(said["issued_on"]),
        valid_to=date.fromisoformat(said["valid_to"]) if "valid_to" in said else None,
        criterion=Criterion(said["criterion"]) if "criterion" in said else None,
        has_full_wording=said.get("wording") != "short",
    )


def week(case: Case) -> Found:
    need = WeeklyNeed(
        {purpose: int(hours) for purpose, hours in case.given["needed"].items()},
        has_loss_of_vision=case.given.get("loss_of_vision") == "yes",
        vision_benefit=case.given.get("vision_benefit") == "yes",
    )
    found = weekly_hours(need, case.rules, case.day("day"))
    return {
        "granted": {str(purpose): str(hours) for purpose, hours in found.by_purpose.items()},
        "hours_per_week": found.hours_per_week,
        "unpaid_hours": found.unpaid_hours_per_week,
        "payable_hours": found.payable_hours_per_week,
    }


def purpose_check(case: Case, days: Mapping[str, str | Mapping[str, str]]) -> MonthCheck:
    """The check of a month with these days, day → minutes or purpose → minutes."""
    given, month = case.given, ServiceMonth.parse(case.given["month"])
    weekly = WeeklyFacts(
        granted={WeeklyPurpose(purpose): int(hours) for purpose, hours in given["granted"].items()},
        used_elsewhere={name: _by_purpose(used) for name, used in given.get("elsewhere", {}).items()},
        vision_benefit=given.get("vision_benefit") == "yes",
        unpaid_elsewhere={name: minutes(used) for name, used in given.get("unpaid_elsewhere", {}).items()},
        evidence_missing=frozenset(WeeklyPurpose(one) for one in given.get("evidence_missing", [])),
        use_before=tuple(minutes(used) for used in given.get("used_before", [])),
    )
    facts = MonthFacts(
        month=month,
        today=month.last_day,
        contract_first_day=date(2013, 1, 1),
        contract_last_day=None,
        granted_minutes=None,
        assistant_week_minutes={
            name: minutes(counted) for name, counted in given.get("assistant_elsewhere", {}).items()
        },
        weekly=weekly,
    )
    return check_month([_entry(day, used) for day, used in days.items()], facts, case.rules)


def purpose_month(case: Case) -> Found:
    check = purpose_check(case, case.given["days"])
    paid: dict[str, int] = {}
    for _, purpose, counted in check.payable_purposes:
        paid[purpose] = paid.get(purpose, 0) + counted
    return {
        "payable": hours_and_minutes(check.payable_minutes),
        "paid_for": {str(purpose): hours_and_minutes(counted) for purpose, counted in paid.items()},
        "findings": [f"{found.code} {hours_and_minutes(found.minutes)}" for found in check.findings],
    }


def _entry(day: str, used: str | Mapping[str, str]) -> DayEntry:
    if isinstance(used, str):
        return DayEntry(date.fromisoformat(day), minutes(used))
    parts = _by_purpose(used)
    return DayEntry(date.fromisoformat(day), sum(parts.values()), purposes=tuple(parts.items()))


def _by_purpose(used: Mapping[str, str]) -> dict[WeeklyPurpose, int]:
    return {WeeklyPurpose(purpose): minutes(hours) for purpose, hours in used.items()}


def use_before(case: Case) -> Found:
    used = tuple(minutes(hours) for hours in case.given["used_before"])
    months = case.rules.number("leisure_average_months", case.day("day")).whole
    return {"average": hours_and_minutes(average_use(used, months))}


def confirmations(case: Case) -> Found:
    month = ServiceMonth.parse(case.given["month"])
    demands = [
        demand_evidence(month, WeeklyPurpose(purpose), case.rules, date.fromisoformat(day))
        for purpose, day in case.given["demanded"].items()
    ]
    received = [
        Evidence(month, WeeklyPurpose(purpose), date.fromisoformat(day))
        for purpose, day in case.given.get("received", {}).items()
    ]
    return {"missing": sorted(missing_evidence(month, demands, received))}


def journeys(case: Case) -> Found:
    facts = TransportFacts(
        case.given["group"],
        gets_allowance=case.given.get("gets_allowance") == "yes",
        car_ground=CarGround(case.given["car_because"]) if "car_because" in case.given else None,
        municipality_pays=case.given.get("municipality_pays") == "yes",
    )
    month = ServiceMonth.parse(case.given["month"])
    found = transport_costs([_journey(one) for one in case.given["journeys"]], month, facts, case.rules)
    return {
        "asked": money.written(found.asked_cents),
        "paid": money.written(found.cents),
        "findings": [f"{one.code} {money.written(one.cents)}" for one in found.findings],
    }


def _journey(said: Mapping[str, str]) -> CarJourney | TicketJourney:
    day, purpose = date.fromisoformat(said["day"]), WeeklyPurpose(said["purpose"])
    from_home = said.get("from_assistants_home") == "yes"
    if "ticket" in said:
        traveller = Traveller(said.get("traveller", "assistant"))
        return TicketJourney(day, purpose, money.cents_of(Decimal(said["ticket"])), traveller, from_home)
    litres, price = Decimal(said["litres_per_100km"]), Decimal(said["price"])
    return CarJourney(day, purpose, Decimal(said["km"]), litres, price, from_home)


def change(case: Case) -> Found:
    found = change_of_assistant(int(case.given["changes_this_year"]), case.day("day"), case.rules)
    return {"outcome": found.outcome, "number": found.number, "most": found.most.whole}


def decision_start(case: Case) -> Found:
    documents = case.day_or_none("documents_on")
    starts = deadlines.decision_term_start(case.day("applied_on"), documents, case.rules)
    return {"starts_on": starts, "decide_by": deadlines.decision_due(starts, case.rules)}


def administration_of_year(case: Case) -> Found:
    """A year's amounts as one line of a month in it: the share is the same in all its months."""
    pay, transport = (money.cents_of(Decimal(case.given[part])) for part in ("pay", "transport"))
    period = ServiceMonth(int(case.given["year"]), 1)
    line = ClaimLine("year", 1, period, case.given["rules"], 0, pay, transport)
    book = replace(case.book, accept_demo=case.rules.accept_demo)
    cents = claim_totals([line], book).admin_cents
    return {"administration": money.written(cents), "whole_euros": averages.whole_euros(cents)}


def mean(case: Case) -> Found:
    places = int(case.given.get("places", "2"))
    return {"mean": averages.mean(Decimal(case.given["total"]), Decimal(case.given["by"]), places)}


def percent(case: Case) -> Found:
    part, of = int(case.given["part"]), int(case.given["of"])
    return {"percent": averages.percent_of(part, of, int(case.given.get("places", "1")))}


def hours_of_year(case: Case) -> Found:
    months = [ServiceMonth(int(case.given["year"]), month) for month in range(1, 13)]
    usual = {date.fromisoformat(day) for day in case.given.get("worked_after_all", [])}
    holidays = replace(case.book.holidays, dates=case.book.holidays.dates - usual)
    worked = [worked_hours(month, holidays) for month in months]
    minor = [worked_hours(month, holidays, minor=True) for month in months]
    return {"worked": worked, "minor": minor, "paid": [normal_hours(month) for month in months]}


def rates_of_year(case: Case) -> Found:
    """Monthly wage ÷ hours of each month: worked hours of adult and minor, paid hours of everybody."""
    wage, hours = Decimal(case.given["monthly_wage"]), hours_of_year(case)
    found: dict[str, object] = {}
    for name in ("worked", "minor", "paid"):
        of_months: Any = hours[name]
        found[name] = [f"{money.hourly_rate(wage, one):.4f}" for one in of_months]
    return found


def mean_rate(case: Case) -> Found:
    """The year's mean of wage ÷ hours worked, with the employer's contributions on top."""
    wage, worked = Decimal(case.given["monthly_wage"]), hours_of_year(case)["worked"]
    months: Any = worked
    plain = sum((wage / hours for hours in months), Decimal(0)) / 12
    with_contributions = plain * (1 + Decimal(case.given["contribution_percent"]) / 100)
    return {"mean": f"{plain:.4f}", "with_contributions": f"{with_contributions:.4f}"}


CALCULATIONS: dict[str, Callable[[Case], Found]] = {
    "administration_of_year": administration_of_year,
    "average_use": use_before,
    "change_of_assistant": change,
    "confirmations": confirmations,
    "decision_start": decision_start,
    "entitlement": entitled,
    "hours_of_year": hours_of_year,
    "mean": mean,
    "mean_rate": mean_rate,
    "order": order,
    "percent": percent,
    "purpose_month": purpose_month,
    "rates_of_year": rates_of_year,
    "transport": journeys,
    "weekly_hours": week,
}

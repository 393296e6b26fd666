"""What each `calculate` of the worked examples does: texts in, texts out, so that no number is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from engine.clock import RIGA
from engine.domain import averages, deadlines, money, personal_code
from engine.domain.claim import ClaimLine, claim_totals
from engine.domain.eligibility import personal_facts
from engine.domain.hourly_rates import Ages, rate_on
from engine.domain.hours import hours_granted, status_ends
from engine.domain.month_check import check_month
from engine.domain.month_entries import DayEntry, hours_and_minutes
from engine.domain.month_facts import MonthFacts, Suspension
from engine.domain.questionnaire import Instrument, Item, Option, score
from engine.domain.remuneration import ContractForm, remuneration
from engine.domain.representation import RepresentationKind, represents_until, why_not
from engine.domain.rules import RuleBook, Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.signing import SignerFacts, recipient_signer
from engine.domain.validity import Grounds, validity
from engine.domain.working_days import birthday
from engine.domain.working_hours import worked_hours

Given = Mapping[str, Any]
Found = Mapping[str, object]


@dataclass(frozen=True)
class Case:
    """One example with what it is calculated from."""

    given: Given
    book: RuleBook

    @property
    def rules(self) -> Rules:
        return Rules(self.book.packs[self.given["rules"]], accept_demo=self.given.get("live") != "yes")

    def day(self, key: str) -> date:
        return date.fromisoformat(self.given[key])

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if key in self.given else None

    def days(self) -> list[tuple[date, int]]:
        return [(date.fromisoformat(day), minutes(hours)) for day, hours in self.given["days"].items()]


def minutes(hours: str) -> int:
    whole, rest = hours.split(":")
    return int(whole) * 60 + int(rest)


def hours(case: Case) -> Found:
    found = hours_granted(case.given["purposes"], int(case.given["coefficient"]), case.rules, case.day("day"))
    return {
        "hours_per_month": found.hours_per_month,
        "purpose": found.purpose or "none",
        "steps": [step.code for step in found.steps],
        "statuses": [step.number.status for step in found.steps if step.number],
    }


def status(case: Case) -> Found:
    found = hours_granted(case.given["purposes"], int(case.given["coefficient"]), case.rules, case.day("day"))
    ends = {purpose: date.fromisoformat(last) for purpose, last in case.given["ends"].items()}
    return {"hours_per_month": found.hours_per_month, "status_to": status_ends(found, ends) or "none"}


def representation(case: Case) -> Found:
    asked = RepresentationKind(case.given["kind"]), case.day("birth_date"), case.day("day"), case.rules
    refused = why_not(*asked)
    return {"allowed": str(refused or "yes"), "until": represents_until(*asked) or "none"}


def questionnaire(case: Case) -> Found:
    options = tuple(Option(points, {}) for points in range(4))
    instrument = Instrument(
        "example", "1", official=False, items=tuple(Item(f"q{n:02d}", {}, options) for n in range(1, 13))
    )
    answers = {f"q{n:02d}": int(points) for n, points in enumerate(case.given["points"], start=1)}
    return {"score": score(instrument, answers).total}


def granted_days(case: Case) -> Found:
    rules, start = case.rules, case.day("valid_from")
    grounds = Grounds(
        disability_to=case.day_or_none("disability_to"),
        opinion_to=case.day_or_none("opinion_to"),
        purpose_to=case.day_or_none("purpose_to"),
        adult_on=birthday(case.day("birth_date"), 18) if "birth_date" in case.given else None,
    )
    found = validity(start, grounds, rules)
    return {"valid_to": found.valid_to, "end_ground": found.end_ground}


def administration_percent(case: Case) -> Found:
    base = sum(money.cents_of(Decimal(case.given[part])) for part in ("pay", "transport"))
    cents = money.percent_cents(base, Decimal(case.given["percent"]))
    return {"administration": money.written(cents), "whole_euros": averages.whole_euros(cents)}


def printed_totals(case: Case) -> Found:
    rows = [[int(amount) for amount in row] for row in case.given["rows"]]
    return {"found": [averages.compare_printed_total(lines, printed) for *lines, printed in rows]}


def average_hours(case: Case) -> Found:
    if "hours_a_month" in case.given:
        return {"hours_a_week": averages.hours_a_week(Decimal(case.given["hours_a_month"]))}
    return {"hours_a_month": averages.hours_a_month(Decimal(case.given["hours_a_week"]))}


def minimum_rate(case: Case) -> Found:
    month = ServiceMonth.parse(case.given["month"])
    worked = worked_hours(month, case.book.holidays, minor=case.given.get("minor") == "yes")
    return {"rate": money.hourly_rate(Decimal(case.given["monthly_wage"]), worked), "hours": worked}


def pay_with_contributions_added(case: Case) -> Found:
    gross = money.pay_cents(minutes(case.given["hours"]), Decimal(case.given["rate"]))
    contributions = money.percent_cents(gross, Decimal(case.given["contribution_percent"]))
    return {
        "gross": money.written(gross),
        "contributions": money.written(contributions),
        "state_cost": money.written(gross + contributions),
    }


def month_pay(case: Case) -> Found:
    days = case.days()
    ages = Ages(case.day_or_none("assistant_born"), case.day_or_none("recipient_born"))
    rate_of = partial(rate_on, rules=case.rules, holidays=case.book.holidays, ages=ages)
    pay = remuneration(days, ContractForm(case.given["contract_form"]), case.rules, rate_of=rate_of)
    transport = money.cents_of(Decimal(case.given.get("transport", "0")))
    line = ClaimLine(
        "month", 1, ServiceMonth.of(days[0][0]), case.given["rules"], pay.minutes, pay.pay_cents, transport
    )
    totals = claim_totals([line], case.book)
    return {
        "rate": f"{pay.lines[0].rate.exact:.4f}",
        "rates": [f"{line.rate.exact:.4f}" for line in pay.lines],
        "pay": money.written(pay.pay_cents),
        "gross": money.written(pay.gross_cents),
        "contributions": money.written(pay.employer_contribution_cents),
        "administration": money.written(totals.admin_cents),
        "total": money.written(totals.total_cents),
    }


def month_check(case: Case) -> Found:
    month = ServiceMonth.parse(case.given["month"])
    stay = case.given.get("suspended")
    facts = MonthFacts(
        month=month,
        today=month.last_day,
        contract_first_day=month.first_day,
        contract_last_day=None,
        granted_minutes=minutes(case.given["granted"]),
        suspensions=(_suspension(stay),) if stay else (),
        assistant_week_minutes=_by_week(case, "assistant_elsewhere"),
        recipient_week_minutes=_by_week(case, "recipient_elsewhere"),
        assistant_birth_date=case.day_or_none("assistant_birth_date"),
    )
    check = check_month([DayEntry(*day) for day in case.days()], facts, case.rules)
    return {
        "payable": hours_and_minutes(check.payable_minutes),
        "findings": [f"{found.code} {hours_and_minutes(found.minutes)}" for found in check.findings],
    }


def _by_week(case: Case, key: str) -> dict[str, int]:
    return {week: minutes(counted) for week, counted in case.given.get(key, {}).items()}


def _suspension(stay: Mapping[str, str]) -> Suspension:
    return Suspension(date.fromisoformat(stay["from"]), date.fromisoformat(stay["to"]), stay["reason"])


def decision_terms(case: Case) -> Found:
    applied = case.day("applied_on")
    return {
        "decide_by": deadlines.decision_due(applied, case.rules),
        "warn_on": deadlines.decision_warning(applied, case.rules),
    }


def contest_terms(case: Case) -> Found:
    channel = deadlines.NotificationChannel(case.given["channel"])
    notified = deadlines.notified_on(case.day("sent_on"), channel, case.rules, case.book.holidays)
    return {
        "notified_on": notified,
        "contest_by": deadlines.contest_by(notified, case.rules, case.book.holidays),
    }


def month_terms(case: Case) -> Found:
    month, holidays = ServiceMonth.parse(case.given["month"]), case.book.holidays
    return {
        "sign_by": deadlines.report_deadline(month, case.rules, holidays),
        "remind_on": deadlines.report_reminder(month, case.rules, holidays).astimezone(RIGA).date(),
        "claim_from": deadlines.claim_start(month, case.rules, holidays),
        "claim_by": deadlines.claim_due(month, case.rules, holidays),
    }


def age(case: Case) -> Found:
    facts = personal_facts(case.day("birth_date"), case.day("day"), case.rules)
    return {"age": facts.age, "age_group": facts.age_group}


def code(case: Case) -> Found:
    found, problems = personal_code.read(case.given["code"])
    return {
        "problems": [problem.rule for problem in problems],
        "birth_date": (found and found.birth_date) or "none",
    }


def signer(case: Case) -> Found:
    names = ["recipient", *case.given["representatives"]]
    if case.given["assistant"] not in names:
        names.append(case.given["assistant"])
    people = SignerFacts(
        recipient_id=0,
        recipient_birth_date=case.day("birth_date"),
        representative_ids=tuple(names.index(name) for name in case.given["representatives"]),
        assistant_id=names.index(case.given["assistant"]),
    )
    found = recipient_signer(people, case.day("day"), case.rules)
    return {"signs": names[found.person_id] if found.person_id else found.kind}


CALCULATIONS: dict[str, Callable[[Case], Found]] = {
    "administration_percent": administration_percent,
    "age": age,
    "averages": average_hours,
    "contest_terms": contest_terms,
    "decision_terms": decision_terms,
    "hours": hours,
    "status": status,
    "representation": representation,
    "minimum_rate": minimum_rate,
    "month_check": month_check,
    "month_pay": month_pay,
    "month_terms": month_terms,
    "pay_with_contributions_added": pay_with_contributions_added,
    "personal_code": code,
    "printed_totals": printed_totals,
    "questionnaire": questionnaire,
    "signer": signer,
    "validity": granted_days,
}


def as_text(value: object) -> object:
    """Lists and tables stay what they are; everything else is compared as it is written in the file."""
    if isinstance(value, Mapping):
        return {str(key): as_text(item) for key, item in value.items()}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [as_text(item) for item in value]
    return str(value)

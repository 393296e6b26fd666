"""What each `calculate` of the statistics' examples does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.domain.claim import ClaimLine, LineKind
from engine.domain.claim_shares import shares_of_claim
from engine.domain.figure_limits import limits_of
from engine.domain.ministry_years import MinistryYear, rounding_notice
from engine.domain.money import written
from engine.domain.service_figures import (
    ONLY_INCLUSION,
    ClaimedMonth,
    Group,
    near_most,
    sums,
    sums_by,
    used_only_for,
)
from engine.domain.service_month import ServiceMonth
from engine.domain.small_groups import hidden_groups, is_share_hidden
from engine.messages_catalogue import say
from tests.domain.worked_examples import Case, Found, minutes


def _months(rows: Sequence[Mapping[str, Any]]) -> list[ClaimedMonth]:
    return [
        ClaimedMonth(
            recipient=row["who"],
            period=row["month"],
            group=Group(row.get("group", "I")),
            minutes=_signed(row["hours"]),
            pay_cents=int(row.get("pay", 0)),
            transport_cents=int(row.get("transport", 0)),
            admin_cents=int(row.get("admin", 0)),
        )
        for row in rows
    ]


def _signed(hours: str) -> int:
    return -minutes(hours[1:]) if hours.startswith("-") else minutes(hours)


def year_sums(case: Case) -> Found:
    found = sums(_months(case.given["months"]))
    return {
        "recipients": found.recipients,
        "recipient_months": found.recipient_months,
        "minutes": found.minutes,
        "pay": written(found.pay_cents),
        "total": written(found.total_cents),
        "hours_a_month": found.hours_a_month,
        "hours_a_week": found.hours_a_week,
        "pay_a_month": found.pay_a_month,
        "total_a_month": found.total_a_month,
    }


def by_part(case: Case) -> Found:
    found = sums_by(_months(case.given["months"]), case.given["by"])
    return {
        name: f"{one.recipients} {one.hours_a_month} {written(one.total_cents)}"
        for name, one in found.items()
    }


def nearly_the_most(case: Case) -> Found:
    return {"people": near_most(_months(case.given["months"]), int(case.given["hours"]))}


def only_inclusion(case: Case) -> Found:
    return {"people": used_only_for(case.given["uses"], ONLY_INCLUSION)}


def hidden(case: Case) -> Found:
    people = {name: int(count) for name, count in case.given["people"].items()}
    return {"hidden": sorted(hidden_groups(people, int(case.given["smallest"])))}


def hidden_share(case: Case) -> Found:
    part, of, smallest = (int(case.given[key]) for key in ("part", "of", "smallest"))
    return {"hidden": "yes" if is_share_hidden(part, of, smallest) else "no"}


def ministry_year(case: Case) -> Found:
    pay, transport, administration, total = (int(one) for one in case.given["printed"])
    year = MinistryYear(2000, 2000, total, pay, transport, administration)
    notice = rounding_notice(year)
    return {"found": year.agreement, "notice": "none" if notice is None else say(notice, "en")}


def admin_shares(case: Case) -> Found:
    lines = [
        ClaimLine(
            line_id=str(number),
            month_id=number,
            period=ServiceMonth.parse(row["month"]),
            regime=row["rules"],
            minutes=minutes(row["hours"]) if "hours" in row else 60,
            pay_cents=int(row["pay"]),
            transport_cents=int(row.get("transport", 0)),
            kind=LineKind.ADJUSTMENT if int(row["pay"]) < 0 else LineKind.MONTH,
        )
        for number, row in enumerate(case.given["lines"])
    ]
    return {"shares": shares_of_claim(lines, int(case.given["admin"]), case.book)}


def limits(case: Case) -> Found:
    found = limits_of(case.book, int(case.given["year"]))
    return {"smallest": found.smallest_group, "near_most": found.near_most_hours}


CALCULATIONS: dict[str, Callable[[Case], Found]] = {
    "admin_shares": admin_shares,
    "figure_limits": limits,
    "hidden_groups": hidden,
    "hidden_share": hidden_share,
    "ministry_year": ministry_year,
    "near_most": nearly_the_most,
    "only_inclusion": only_inclusion,
    "year_by": by_part,
    "year_sums": year_sums,
}

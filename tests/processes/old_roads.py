"""Roads through a case of the existing order (MK 942), from January 2021 on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from engine.persistence import rows
from engine.persistence.tables.months import MonthFinding
from engine.persistence.tables.weekly import MonthUse
from tests.processes.driver import Story
from tests.processes.remembered import remembered
from tests.processes.roads import REASONS, contracted

FEBRUARY = "2021-02"
WANTED = ["work", "leisure"]
WORK_AND_LEISURE: Mapping[str, Any] = {"hours_work": 8, "hours_leisure": 4}
OPINION: Mapping[str, Any] = {
    "residence": "declared_here",
    "paid_elsewhere": False,
    "in_institution": False,
    "opinion_kind": "assistant",
    "opinion_criterion": "mental",
    "opinion_issued_on": date(2020, 3, 2),
    "opinion_valid_to": None,
}
CHILDS_OPINION: Mapping[str, Any] = {
    **OPINION,
    "opinion_kind": "child_special_care",
    "opinion_criterion": None,
    "opinion_full_wording": True,
}
NOTE = "Strādā trīs dienas nedēļā; viens līdz darbam nenokļūst."
NEEDED: Mapping[str, Any] = {
    "assessment_outcome": "needed",
    "loss_of_vision": False,
    "vision_benefit": False,
    "purpose_ends_on": None,
    "activities_note": NOTE,
}


def applied(story: Story, who: str = "anna", **changes: Any) -> None:
    """An application, complete; waits for the opinion to be checked."""
    story.apply(who, **{"purposes_wanted": WANTED, **changes})
    story.complete("check_application", application_complete=True)


@remembered
def assessed(
    story: Story,
    /,
    who: str = "anna",
    *,
    hours: Mapping[str, int] = WORK_AND_LEISURE,
    opinion: Mapping[str, Any] = OPINION,
    **changes: Any,
) -> None:
    """An application with a right to the service, assessed individually; waits for the draft."""
    applied(story, who)
    story.complete("check_opinion", **opinion)
    story.complete("assess_activities", **{**NEEDED, **hours, **changes})


def decided(story: Story, outcome: str = "granted", *, approve: bool = True, **changes: Any) -> None:
    """The decision as proposed, approved by the head."""
    proposed = story.values()
    days = {
        "valid_from": proposed["proposed_valid_from"],
        "valid_to": proposed["proposed_valid_to"],
    }
    answers = {"decision_outcome": outcome, "decision_reasons": REASONS}
    story.complete("draft_decision", **{**answers, **(days if outcome != "refused" else {}), **changes})
    if approve:
        story.complete("approve_decision", approval="approved")


@remembered
def in_force(story: Story, /, who: str = "anna", assistant: str = "janis", **changes: Any) -> None:
    """From the application to a contract in force from February 2021 on."""
    assessed(story, who, **changes)
    decided(story)
    contracted(story, assistant, first_day=date(2021, 2, 1))


@remembered
def at_the_end_of(story: Story, day: date = date(2021, 2, 28)) -> None:
    """Time stands at the last day of a month."""
    story.on(day, at=time(12))


def reports(story: Story, *, period: str = FEBRUARY, **days: Mapping[str, int]) -> None:
    """The assistant enters minutes by purpose and day, and signs."""
    entries: dict[str, Any] = {f"entries_{purpose}": dict(minutes) for purpose, minutes in days.items()}
    story.complete("enter_report", period=period, signed=True, **entries)


def both_sign(story: Story, *, period: str = FEBRUARY, **days: Mapping[str, int]) -> None:
    """Reported, and confirmed as it is."""
    reports(story, period=period, **days)
    story.complete("confirm_report", period=period, verdict="confirmed")


def uses(story: Story, *, period: str = FEBRUARY) -> dict[str, Mapping[str, int]]:
    """Day → purpose → minutes, as they are kept."""
    month_id = story.month(period).id
    found = story.read(lambda s: rows.every(s, MonthUse, order_by=["day"], month_id=month_id))
    return {one.day.isoformat(): one.purposes for one in found}


def findings(story: Story, *, period: str = FEBRUARY) -> list[tuple[str, int | None]]:
    """(code, minutes) of what the checks found."""
    month_id = story.month(period).id
    found = story.read(lambda s: rows.every(s, MonthFinding, order_by=["id"], month_id=month_id))
    return [(one.code, one.minutes) for one in found]


def contested(story: Story, day: date) -> None:
    """The applicant contests the decision on the day."""
    story.on(day)
    grounds = "Stundu ir par maz, lai nokļūtu darbā un pie ārsta."
    story.receives("contestation_received", as_="anna", contested_on=story.today, contest_grounds=grounds)

"""Hours granted a week for each purpose, in the order of MK 942: what was needed, capped, and why.

The caps are numbers of the pack: `purpose_hours_<purpose>` for each purpose, `recipient_hours_per_week` for
all together, and what is not paid for who gets the benefit for using an assistant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.domain.money import whole
from engine.domain.rules import DatedNumber, Rules
from engine.domain.steps import Step
from engine.errors import EngineError
from engine.messages_catalogue import msg


class WeeklyPurpose(StrEnum):
    """A purpose of annex 1 to MK 942, in its order; hours are used only for the purpose granted."""

    WORK = "work"  # there and back only; an assistant at the workplace is not paid
    EDUCATION = "education"
    HIGHER_EDUCATION = "higher_education"  # also help to master the programme; only with loss of vision
    DAY_CENTRE_REHAB = "day_centre_rehab"
    SOCIAL_EVENTS = "social_events"
    MEDICAL_INSTITUTIONS = "medical_institutions"
    LEISURE = "leisure"


TABLE_ORDER = tuple(WeeklyPurpose)
"""The order of the annex: where something must give way, the last gives way first."""


@dataclass(frozen=True, slots=True)
class WeeklyNeed:
    """What the office found to be needed: hours a week for each purpose (0 or missing = none)."""

    hours: Mapping[str, int]
    has_loss_of_vision: bool = False  # group I because of vision, or a child with loss of vision
    vision_benefit: bool = False  # an adult who gets the benefit for using an assistant (VSAA)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """What is granted: hours that may be used each week for each purpose, and how many of them are paid."""

    by_purpose: Mapping[WeeklyPurpose, int] = field(hash=False)  # only purposes with hours, in table order
    unpaid_hours_per_week: int  # the first hours of each week, for who gets the benefit
    payable_hours_per_week: int
    steps: tuple[Step, ...]
    pack_revision: str

    @property
    def hours_per_week(self) -> int:
        """Hours that may be used each week, paid or not."""
        return sum(self.by_purpose.values())


def weekly_hours(need: WeeklyNeed, rules: Rules, day: date) -> WeeklyHours:
    """The hours a week that the need gives on the day.

    Each purpose is capped by its own number, all together by the recipient's cap, from the last purpose of
    the table on. Raises EngineError for an unknown purpose, for no need at all and for higher education
    without loss of vision, `NumberUnset` where a cap is not known. Source: MK 942 annex 1; the ministry's
    criteria (LM-K); limits for the vision benefit (LM-C).
    """
    needed = _needed(need)
    steps: list[Step] = []
    granted = {purpose: _capped(purpose, hours, rules, day, steps) for purpose, hours in needed.items()}
    _cut_to_total(granted, rules.number("recipient_hours_per_week", day), steps)
    total = sum(granted.values())
    unpaid, payable = (0, total) if not need.vision_benefit else _less_benefit(total, rules, day, steps)
    kept = {purpose: hours for purpose, hours in granted.items() if hours}
    return WeeklyHours(kept, unpaid, payable, tuple(steps), rules.pack.revision)


def purposes_of(codes: Mapping[str, int]) -> dict[WeeklyPurpose, int]:
    """Hours or minutes by purpose in the order of the table; EngineError for an unknown purpose."""
    unknown = sorted(set(codes) - set(WeeklyPurpose))
    if unknown:
        raise EngineError(msg("“{purpose}” is not a purpose of the service.", purpose=unknown[0]))
    return {purpose: whole(codes[purpose]) for purpose in TABLE_ORDER if codes.get(purpose)}


def cap_of(purpose: WeeklyPurpose, rules: Rules, day: date) -> DatedNumber:
    """The most hours a week that the order allows for the purpose; `.limit` is None where it sets none."""
    return rules.number(f"purpose_hours_{purpose}", day)


def _needed(need: WeeklyNeed) -> dict[WeeklyPurpose, int]:
    needed = purposes_of(need.hours)
    if not needed:
        raise EngineError(msg("Choose at least one purpose of the service."))
    if min(needed.values()) < 0:
        raise EngineError(msg("Hours a week are not negative."))
    if WeeklyPurpose.HIGHER_EDUCATION in needed and not need.has_loss_of_vision:
        raise EngineError(
            msg("Help to master a programme of higher education is only for people with loss of vision.")
        )
    return needed


def _capped(purpose: WeeklyPurpose, hours: int, rules: Rules, day: date, steps: list[Step]) -> int:
    cap = cap_of(purpose, rules, day)
    kept = hours if cap.limit is None else min(hours, cap.limit)
    label = WEEKLY_PURPOSE_LABELS[purpose]
    if kept < hours:
        text = msg(
            "{purpose}: {needed:hours} needed, at most {kept:hours} a week.",
            purpose=label,
            needed=hours,
            kept=kept,
        )
    else:
        text = msg("{purpose}: {kept:hours} a week.", purpose=label, kept=kept)
    steps.append(Step("weekly_purpose", text, kept, cap))
    return kept


def _cut_to_total(granted: dict[WeeklyPurpose, int], cap: DatedNumber, steps: list[Step]) -> None:
    total = sum(granted.values())
    excess = 0 if cap.limit is None else max(0, total - cap.limit)
    if not excess:
        return
    for purpose in reversed(TABLE_ORDER):
        cut = min(granted.get(purpose, 0), excess)
        if cut:
            granted[purpose] -= cut
            excess -= cut
    kept = sum(granted.values())
    text = msg(
        "All purposes together: {total:hours} needed, at most {kept:hours} a week.", total=total, kept=kept
    )
    steps.append(Step("recipient_week", text, kept, cap))


def _less_benefit(total: int, rules: Rules, day: date, steps: list[Step]) -> tuple[int, int]:
    first, most = (
        rules.number(key, day) for key in ("vision_benefit_unpaid_hours", "vision_benefit_hours_per_week")
    )
    payable = min(max(0, total - first.whole), most.whole)
    text = msg(
        "Benefit for using an assistant: the first {unpaid:hours} a week are not paid, {payable:hours} are.",
        unpaid=first.whole,
        payable=payable,
    )
    steps.append(Step("vision_benefit", text, payable, first))
    return first.whole, payable


WEEKLY_PURPOSE_LABELS = {
    WeeklyPurpose.WORK: msg("Paid work, there and back"),
    WeeklyPurpose.EDUCATION: msg("Education and qualification, there and back"),
    WeeklyPurpose.HIGHER_EDUCATION: msg("Higher education, with help to master the programme"),
    WeeklyPurpose.DAY_CENTRE_REHAB: msg("Day centre, day-care centre or social rehabilitation"),
    WeeklyPurpose.SOCIAL_EVENTS: msg("Social and public events"),
    WeeklyPurpose.MEDICAL_INSTITUTIONS: msg("Medical and other institutions"),
    WeeklyPurpose.LEISURE: msg("Shopping, theatre, sport and other leisure"),
}
"""What people read for each purpose."""

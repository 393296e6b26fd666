"""Hours granted a month: base hours of the purpose × coefficient, with every step explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.domain.rules import DatedNumber, Rules
from engine.domain.steps import Step
from engine.errors import EngineError
from engine.messages_catalogue import msg


class Purpose(StrEnum):
    """What the service is granted for; the person decides freely what it is used for."""

    WORK_STUDY_PARA = "work_study_para"  # paid work, own business, higher education, paralympic sport
    SCHOOL_BOARD = "school_board"  # basic, secondary, vocational school; board of a company or association
    VOLUNTEER_DAYCARE_TREATMENT = "volunteer_daycare_treatment"  # volunteering, day care, weekly treatment
    CHILDHOOD_SPECIAL_CARE = "childhood_special_care"  # group I since childhood with special care
    OTHER = "other"  # doctor, institutions, social events
    CHILD = "child"  # 5 to 18 years, in general
    CHILD_TREATMENT = "child_treatment"  # the same with treatment or rehabilitation every week
    COMPANION = "companion"  # a child with a companion instead of an assistant


CHILD_PURPOSES = frozenset({Purpose.CHILD, Purpose.CHILD_TREATMENT, Purpose.COMPANION})


@dataclass(frozen=True, slots=True)
class HoursGranted:
    """Hours a month, the purpose that decided (None where hours were added or there are none), and why."""

    hours_per_month: int
    purpose: Purpose | None
    steps: tuple[Step, ...]
    pack_revision: str

    @property
    def minutes_per_month(self) -> int:
        """The same in minutes, as months are counted."""
        return self.hours_per_month * 60


def hours_granted(purposes: Iterable[str], coefficient: int, rules: Rules, day: date) -> HoursGranted:
    """The hours that the purposes give on the day.

    An adult gets base hours × coefficient (0 = no need found, so no hours); a child's hours are fixed and
    the coefficient plays no part. Of several purposes the rule pack says whether the largest counts.
    Raises `EngineError` for an unknown, missing or mixed purpose and for a coefficient that the pack does
    not know, `NumberUnset` where a number is not known. Source: MK 316 annex 1, p. 4.2; seed.
    """
    chosen = _purposes(purposes)
    counted = [_hours_for(purpose, coefficient, rules, day) for purpose in chosen]
    steps = [step for _, explained in counted for step in explained]
    if len(counted) == 1:
        total, deciding = counted[0][0], chosen[0]
        return HoursGranted(total, deciding if total else None, tuple(steps), rules.pack.revision)
    return _combined(
        chosen, [hours for hours, _ in counted], steps, rules.number("purpose_combination", day), rules
    )


def status_ends(found: HoursGranted, ends: Mapping[str, date]) -> date | None:
    """The last day of the status that gave the hours: of the purpose that decided, of the first to end where
    hours were added; None where no end is known.

    Source: annotation 25-TA to MK 316 (TAP1), shorter where that status ends earlier.
    """
    if found.purpose is not None:
        return ends.get(found.purpose)
    return min(ends.values(), default=None)


def _combined(
    chosen: list[Purpose], hours: list[int], steps: list[Step], rule: DatedNumber, rules: Rules
) -> HoursGranted:
    if rule.word == "sum":
        total, deciding = sum(hours), None
        text = msg("Several purposes: the hours are added up to {hours:hours} a month.", hours=total)
    else:
        total = max(hours)
        deciding = chosen[hours.index(total)] if total else None
        text = msg("Several purposes: the largest number counts, {hours:hours} a month.", hours=total)
    steps.append(Step("combined_purposes", text, total, rule))
    return HoursGranted(total, deciding, tuple(steps), rules.pack.revision)


def _purposes(codes: Iterable[str]) -> list[Purpose]:
    given = set(codes)
    unknown = sorted(given - set(Purpose))
    if unknown:
        raise EngineError(msg("“{purpose}” is not a purpose of the service.", purpose=unknown[0]))
    chosen = [purpose for purpose in Purpose if purpose in given]  # in the table's order, whatever was sent
    if not chosen:
        raise EngineError(msg("Choose at least one purpose of the service."))
    if 0 < len(CHILD_PURPOSES.intersection(chosen)) < len(chosen):
        raise EngineError(msg("A child's purposes and an adult's purposes cannot be granted together."))
    if Purpose.COMPANION in chosen and len(chosen) > 1:
        raise EngineError(msg("A companion is granted instead of an assistant, never beside one."))
    return chosen


def _hours_for(purpose: Purpose, coefficient: int, rules: Rules, day: date) -> tuple[int, list[Step]]:
    base = rules.number(f"base_hours_{purpose}", day)
    text = msg("{purpose}: {hours:hours} a month.", purpose=PURPOSE_LABELS[purpose], hours=base.whole)
    steps = [Step("base_hours", text, base.whole, base)]
    if purpose in CHILD_PURPOSES:
        return base.whole, steps
    factor = _coefficient(coefficient, rules, day)
    total = base.whole * coefficient
    text = msg(
        "{base} × coefficient {coefficient} = {hours:hours} a month.",
        base=base.whole,
        coefficient=coefficient,
        hours=total,
    )
    steps.append(Step("coefficient", text, total, factor))
    return total, steps


def _coefficient(coefficient: int, rules: Rules, day: date) -> DatedNumber | None:
    """The pack's number that equals the coefficient; none for 0, which means that no need was found."""
    if type(coefficient) is not int:
        raise TypeError(f"a coefficient is a whole number, not {coefficient!r}")
    if coefficient == 0:
        return None
    for key in ("coefficient_large", "coefficient_very_large"):
        number = rules.number(key, day)
        if number.whole == coefficient:
            return number
    raise EngineError(
        msg("There is no support level with the coefficient {coefficient}.", coefficient=coefficient)
    )


PURPOSE_LABELS = {
    Purpose.WORK_STUDY_PARA: msg("Paid work, own business, higher education or paralympic sport"),
    Purpose.SCHOOL_BOARD: msg("School, vocational education or board membership"),
    Purpose.VOLUNTEER_DAYCARE_TREATMENT: msg("Volunteering, day-care centre, workshop or regular treatment"),
    Purpose.CHILDHOOD_SPECIAL_CARE: msg("Group I since childhood with need of special care"),
    Purpose.OTHER: msg("Other activities"),
    Purpose.CHILD: msg("Child from 5 to 18 years"),
    Purpose.CHILD_TREATMENT: msg("Child with treatment or rehabilitation every week"),
    Purpose.COMPANION: msg("Companion for a child"),
}
"""What people read for each purpose."""


LONGEST_MONTH = 31


def has_hours_left(promised_a_month: int, hours_a_week: int | None) -> bool:
    """Whether an assistant whose contracts promise so many hours a month can give more under a weekly cap.

    The cap itself is checked on the days entered; this only keeps a contract from being signed that could
    give nothing even in the longest month. None = no cap.
    """
    return hours_a_week is None or promised_a_month * 7 < hours_a_week * LONGEST_MONTH

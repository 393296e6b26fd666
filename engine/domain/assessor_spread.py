"""Whether the same answers give the same points, level and hours, and how assessors differ from each other.

Small numbers are not told: of an assessor with few assessments nothing, and no level from which few could be
worked out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.domain.small_groups import hidden_groups


@dataclass(frozen=True, slots=True)
class Judged:
    """One assessment with what followed from it."""

    assessor: str
    answers: str  # instrument, its version and the answers, as one text
    score: int | None  # None: no points are counted, as for a child
    level: str
    regime: str
    purposes: tuple[str, ...]
    coefficient: int
    hours: int | None  # as decided; None: not decided, or refused
    calculated: int | None  # as the rules gave them; None: not known


@dataclass(frozen=True, slots=True)
class AssessorRow:
    """One assessor's part; what is None is not told."""

    assessor: str
    assessments: int | None
    mean_tenths: int | None  # tenths of a point
    levels: Mapping[str, int | None]  # level → assessments
    decided: int | None
    by_hand: int | None  # decisions whose hours are not those the rules gave
    individual: int | None  # under MK 942: decisions whose hours differ from the usual of the same purposes


@dataclass(frozen=True, slots=True)
class Spread:
    """What a year's assessments show."""

    assessments: int
    same_answers: int  # sets of equal answers that were given more than once
    unequal_points: int  # of them, those with different points or levels
    unequal_hours: int  # sets of equal level and purposes in one order, with different calculated hours
    levels: Sequence[str]
    rows: Sequence[AssessorRow]


def spread(judged: Sequence[Judged], smallest: int) -> Spread:
    """The spread over these assessments; groups of fewer than `smallest` are not told."""
    by_answers: dict[str, list[Judged]] = defaultdict(list)
    by_grounds: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for one in judged:
        by_answers[one.answers].append(one)
        if one.calculated is not None:
            by_grounds[one.regime, one.coefficient, one.purposes].add(one.calculated)
    repeated = [group for group in by_answers.values() if len(group) > 1]
    usual = _usual_hours(judged)
    assessors = sorted({one.assessor for one in judged})
    return Spread(
        assessments=len(judged),
        same_answers=len(repeated),
        unequal_points=sum(1 for group in repeated if len({(one.score, one.level) for one in group}) > 1),
        unequal_hours=sum(1 for hours in by_grounds.values() if len(hours) > 1),
        levels=sorted({one.level for one in judged}),
        rows=[
            _row(name, [one for one in judged if one.assessor == name], usual, smallest) for name in assessors
        ],
    )


def _usual_hours(judged: Iterable[Judged]) -> dict[tuple[str, ...], int]:
    """Purposes → the hours most often granted for them under MK 942, where the hours are individual."""
    counted: dict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for one in judged:
        if one.regime == "r942" and one.hours:
            counted[one.purposes][one.hours] += 1
    return {
        purposes: max(hours, key=lambda each: (hours[each], -each)) for purposes, hours in counted.items()
    }


def _row(
    assessor: str, own: Sequence[Judged], usual: Mapping[tuple[str, ...], int], smallest: int
) -> AssessorRow:
    if len(own) < smallest:
        return AssessorRow(assessor, None, None, {}, None, None, None)
    scores = [one.score for one in own if one.score is not None]
    levels = Counter(one.level for one in own)
    hidden = hidden_groups(levels, smallest)
    decided = [one for one in own if one.hours]
    by_hand = sum(1 for one in decided if one.calculated is not None and one.hours != one.calculated)
    individual = [one for one in decided if one.regime == "r942"]
    differing = sum(1 for one in individual if one.hours != usual[one.purposes])
    return AssessorRow(
        assessor,
        len(own),
        -(-sum(scores) * 20 // len(scores)) // 2 if len(scores) >= smallest else None,
        {level: None if level in hidden else count for level, count in levels.items()},
        len(decided) if len(decided) >= smallest else None,
        by_hand if len(decided) >= smallest else None,
        differing if len(individual) >= smallest else None,
    )

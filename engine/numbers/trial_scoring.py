"""What a past case's answers and purposes give under one set of rules: points, level, hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.domain.hours import hours_granted
from engine.domain.questionnaire import Instrument, score
from engine.domain.rules import RuleBook
from engine.errors import EngineError, InvalidAnswers
from engine.expressions.decision_tables import decide
from engine.messages_catalogue import Message, msg
from engine.persistence.queries.trial_cases import PastCase
from engine.runtime import LoadedRelease
from engine.score_levels import LEVELS, level_table


@dataclass(frozen=True, slots=True)
class Outcome:
    """Points, level and hours a month; None from where on it could not be calculated, and why."""

    points: int | None = None
    level: str | None = None
    hours: int | None = None
    trouble: Message | None = None

    @property
    def result(self) -> tuple[int | None, str | None, int | None]:
        """What is compared."""
        return self.points, self.level, self.hours


@dataclass(frozen=True, slots=True)
class TrialRules:
    """What is calculated with: questionnaires and tables of a release, numbers, and the day."""

    release: LoadedRelease
    book: RuleBook
    day: date
    answered: LoadedRelease  # whose questionnaires were answered: points there stand for options here


def outcome(case: PastCase, rules: TrialRules) -> Outcome:
    """The case as it would be decided on the day; what cannot be calculated says why."""
    file = rules.release.instruments().get(case.instrument)
    table = level_table(rules.release)
    if file is None or table is None:
        return Outcome(trouble=msg("There is no such questionnaire any more."))
    try:
        answered = rules.answered.instruments().get(case.instrument, file).instrument
        points = score(file.instrument, _carried_over(case.answers, answered, file.instrument)).total
    except InvalidAnswers as invalid:
        return Outcome(trouble=next(iter(invalid.fields.values())))
    try:
        said = decide(table, {"score": points}).outputs
        level, coefficient = str(said[LEVELS]), said["coefficient"]
    except (EngineError, KeyError):
        return Outcome(
            points, trouble=msg("The decision table says nothing about {points} points.", points=points)
        )
    if coefficient == 0:
        return Outcome(points, level, 0)
    try:
        whole = coefficient if isinstance(coefficient, int) else 0
        granted = hours_granted(case.purposes, whole, rules.book.of(case.regime), rules.day)
    except EngineError as refused:
        return Outcome(points, level, trouble=refused.message)
    return Outcome(points, level, granted.hours_per_month)


def _carried_over(
    answers: Mapping[str, object], answered: Instrument, asked: Instrument
) -> Mapping[str, object]:
    """The same options, by their place in each question, with the points that they have now.

    A question that is no longer asked is left out; one that is new stays unanswered.
    """
    if answered is asked:
        return answers
    items = {item.item_id: item for item in asked.items}
    carried: dict[str, object] = {}
    for item in answered.items:
        now = items.get(item.item_id)
        given = [option.points for option in item.options]
        if now is None or item.item_id not in answers:
            continue
        points = answers[item.item_id]
        place = given.index(points) if isinstance(points, int) and points in given else len(now.options)
        carried[item.item_id] = now.options[place].points if place < len(now.options) else None
    return carried

"""The assessment questionnaire as a value, and the score that answers give.

The instrument holds questions and points; what a score means stands only in the decision table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.errors import EngineError, InvalidAnswers
from engine.messages_catalogue import Message, msg

MOST_POINTS = 3  # the seed: each question is given 0 to 3 points


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer; the labels are language → text."""

    points: int
    label: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One question, `item_id` such as "q01"."""

    item_id: str
    question: Mapping[str, str] = field(hash=False)
    options: tuple[Option, ...]

    def option(self, points: int) -> Option | None:
        """The option worth that many points."""
        return next((option for option in self.options if option.points == points), None)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A version of the questionnaire; `official` is true only for the wording of the law."""

    name: str
    version: str
    official: bool
    items: tuple[Item, ...]

    def __post_init__(self) -> None:
        ids = [item.item_id for item in self.items]
        if not ids or len(set(ids)) != len(ids):
            raise EngineError(
                msg("The questionnaire “{name}” needs questions with different ids.", name=self.name)
            )
        for item in self.items:
            self._refuse_bad_options(item)

    def _refuse_bad_options(self, item: Item) -> None:
        points = [option.points for option in item.options]
        whole = all(type(value) is int and 0 <= value <= MOST_POINTS for value in points)
        if len(points) < 2 or not whole or len(set(points)) != len(points):
            raise EngineError(
                msg(
                    "Question {item} of “{name}” needs two or more options, each with own points 0–{most}.",
                    item=item.item_id,
                    name=self.name,
                    most=MOST_POINTS,
                )
            )


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """The points of one question and the option they stand for."""

    item: Item
    option: Option


@dataclass(frozen=True, slots=True)
class Score:
    """The sum of points with every answer it is made of, in the instrument's order."""

    total: int
    scored_items: tuple[ScoredItem, ...]


def score(instrument: Instrument, answers: Mapping[str, object]) -> Score:
    """The score of complete answers {"q01": 2, …}; raises `InvalidAnswers` naming every wrong one.

    Wrong are a question without an answer, points that no option has, and an answer to a question that
    the instrument does not have.
    """
    problems: dict[str, Message] = {}
    scored: list[ScoredItem] = []
    for item in instrument.items:
        points = answers.get(item.item_id)
        option = item.option(points) if type(points) is int else None
        if option is None:
            problems[item.item_id] = _wrong_answer(item, points)
        else:
            scored.append(ScoredItem(item, option))
    for unknown in answers.keys() - {item.item_id for item in instrument.items}:
        problems[unknown] = msg("The questionnaire has no question “{item}”.", item=unknown)
    if problems:
        raise InvalidAnswers(problems)
    return Score(sum(found.option.points for found in scored), tuple(scored))


def refuse_unofficial(instrument: Instrument, *, accept_demo: bool) -> None:
    """Raise `EngineError` where a live installation would decide with a demonstration questionnaire."""
    if not instrument.official and not accept_demo:
        raise EngineError(
            msg(
                "The questionnaire “{name}” is a demonstration and no decision may rest on it. "
                "Load the official questionnaire first.",
                name=instrument.name,
            )
        )


def _wrong_answer(item: Item, points: object) -> Message:
    if points is None:
        return msg("Answer question {item}.", item=item.item_id)
    allowed = ", ".join(str(option.points) for option in item.options)
    return msg("Question {item} allows these points: {allowed}.", item=item.item_id, allowed=allowed)

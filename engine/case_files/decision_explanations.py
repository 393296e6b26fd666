"""How a decision came about, from the answers to the hours, so that anybody can do the sums again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.explanations import Explained, every_explained, level_sentence, points_summed
from engine.messages_catalogue import Message, msg
from engine.persistence.tables.cases import Decision
from engine.runtime import LoadedRelease
from engine.score_levels import level_of


@dataclass(frozen=True, slots=True)
class Points:
    """What one question was given."""

    place: int
    question: Mapping[str, str]  # language → text; the id where the questionnaire no longer asks it
    points: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """The points of each question, and the steps from their sum to the hours and the last day."""

    points: Sequence[Points]
    steps: Sequence[Explained]


def explanation(decision: Decision, release: LoadedRelease) -> Explanation:
    """The explanation of an issued decision; `release` is the one that it was made with."""
    kept = decision.steps if isinstance(decision.steps, dict) else {}
    items = [one for one in kept.get("scored_items") or () if isinstance(one, Mapping)]
    return Explanation(
        points=_points(items, release),
        steps=[*_score_steps(items, release), *every_explained(kept.get("hours_steps"))],
    )


def _points(items: Sequence[Mapping[str, object]], release: LoadedRelease) -> list[Points]:
    asked = {
        item.item_id: item.question
        for file in release.instruments().values()
        for item in file.instrument.items
    }
    found = []
    for place, one in enumerate(items, start=1):
        item_id, points = str(one.get("item")), one.get("points")
        question = asked.get(item_id, {"lv": item_id, "en": item_id})
        found.append(Points(place, question, points if isinstance(points, int) else 0))
    return found


def _score_steps(items: Sequence[Mapping[str, object]], release: LoadedRelease) -> list[Explained]:
    summed = points_summed(items)
    if summed is None:
        return []
    score = int(summed.rpartition(" = ")[2])
    row = level_of(release, score)
    said: list[Message] = [msg("Points of the questions: {sum}.", sum=summed)]
    if row is not None:
        said.append(level_sentence(score, row.least, row.most, row.level))
    return [Explained(sentence) for sentence in said]

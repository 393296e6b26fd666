"""What each score of a questionnaire means, by asking the decision table itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from engine.expressions.decision_tables import DecisionTable, decide
from engine.runtime import LoadedRelease
from engine.task_forms import InstrumentFile

LEVELS = "support_level"  # the table that turns points into a level


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row of the table that turns points into a level: from `least` to `most`."""

    least: int
    most: int
    level: str


def levels(release: LoadedRelease) -> Sequence[LevelRow]:
    """The levels by rising points, as the table says them; none where there is no such table."""
    return levels_by(level_table(release), release.instruments())


def levels_by(table: DecisionTable | None, instruments: Mapping[str, InstrumentFile]) -> Sequence[LevelRow]:
    """The same of a table and questionnaires that are no release yet."""
    most = max((_most_points(one) for one in instruments.values()), default=0)
    if table is None:
        return []
    said = [(score, str(decide(table, {"score": score}).outputs[LEVELS])) for score in range(most + 1)]
    return [
        LevelRow(scores[0], scores[-1], level)
        for level, group in groupby(said, key=lambda pair: pair[1])
        for scores in [[score for score, _ in group]]
    ]


def level_table(release: LoadedRelease) -> DecisionTable | None:
    """The table that turns points into a level; None where the release has none."""
    return next((one.tables[LEVELS] for one in release.definitions.values() if LEVELS in one.tables), None)


def level_of(release: LoadedRelease, score: object) -> LevelRow | None:
    """The row that a score falls into; None where there is no score or no such table."""
    found = levels(release) if isinstance(score, int) else ()
    return next((row for row in found if isinstance(score, int) and row.least <= score <= row.most), None)


def _most_points(file: InstrumentFile) -> int:
    return sum(max(option.points for option in item.options) for item in file.instrument.items)

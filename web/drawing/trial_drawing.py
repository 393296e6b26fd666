"""A trial on past cases in words: what would change, for how many, in which."""

from __future__ import annotations

from engine.domain.explanations import LEVEL_LABELS
from engine.messages_catalogue import Message, msg
from engine.numbers.trial_scoring import Outcome
from engine.numbers.trials import MOST, Trial, TrialRow
from web.drawing import words

Context = dict[str, object]
SHOWN = 200  # rows on the page; the figures above count all


def result(trial: Trial, language: str) -> Context:
    """The context `result` of trials.html."""
    return {
        "day": trial.day,
        "figures": [
            {"label": msg("Cases calculated anew"), "value": words.number(len(trial.rows), language)},
            {
                "label": msg("Something changes"),
                "value": words.number(len(trial.changed), language),
                "main": True,
            },
            {"label": msg("More hours"), "value": words.number(trial.count(more=True), language)},
            {"label": msg("Fewer hours"), "value": words.number(trial.count(more=False), language)},
            {"label": msg("Cannot be calculated"), "value": words.number(len(trial.troubled), language)},
            {"label": msg("Hours a month together"), "value": _signed(trial.hours_more, language)},
        ],
        "rows": [_row(place, row) for place, row in enumerate(trial.rows[:SHOWN], start=1)],
        "more": max(0, len(trial.rows) - SHOWN),
        "is_cut": len(trial.rows) >= MOST,
    }


def _signed(hours: int, language: str) -> str:
    sign = "+" if hours > 0 else "−" if hours < 0 else ""
    return f"{sign}{words.number(abs(hours), language)}"


def _row(place: int, row: TrialRow) -> Context:
    return {
        "name": row.case_number or msg("Case {place}", place=place),
        "changed": row.is_changed,
        "before": _outcome(row.before),
        "after": _outcome(row.after),
    }


def _outcome(found: Outcome) -> Context:
    level: Message | None = (
        None if found.level is None else LEVEL_LABELS.get(found.level, Message(found.level))
    )
    return {"points": found.points, "level": level, "hours": found.hours, "trouble": found.trouble}

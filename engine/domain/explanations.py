"""How a result came about, for somebody who wants to do the sum again: each step with its number's origin.

The sentences of the steps hold the arithmetic (`80 × coefficient 2 = 160`); the origin says what the number
is called, since when it counts, and where it stands in the law.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.domain.municipal_amounts import TOP_UP_KEY
from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.number_labels import CHOICE_LABELS, STATUS_LABELS, UNIT_LABELS
from engine.domain.rules import Status, Unit
from engine.domain.steps import Step, as_values, message_from_values
from engine.messages_catalogue import Message, msg

LEVEL_LABELS: Mapping[str, Message] = {
    "none": msg("no support needed"),
    "large": msg("large support"),
    "very_large": msg("very large support"),
}
"""What people read for a level, inside a sentence."""


OF_MUNICIPALITY: Mapping[str, Message] = {TOP_UP_KEY: msg("Municipal top-up of an hour")}
"""What people read for a number that no rule pack has: a municipality sets it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """One step: what was done, and whence the number it was done with (None: it needs none)."""

    message: Message
    origin: Message | None = None


def explained(step: Mapping[str, object]) -> Explained:
    """A step that travelled as case values (see `steps.as_values`)."""
    number = step.get("number")
    origin = _origin(number) if isinstance(number, Mapping) else None
    return Explained(message_from_values(step), origin)


def every_explained(steps: object) -> tuple[Explained, ...]:
    """The steps of a list that was kept; nothing where none were."""
    found = steps if isinstance(steps, Sequence) and not isinstance(steps, str) else ()
    return tuple(explained(step) for step in found if isinstance(step, Mapping))


def of_steps(steps: tuple[Step, ...]) -> tuple[Explained, ...]:
    """Steps just taken, explained as they will be once they were kept."""
    return every_explained(as_values(steps))


def points_summed(items: object) -> str | None:
    """ "2 + 3 + 0 = 5" from scored items [{item, answer, points}, …]; None where nothing was scored."""
    found = items if isinstance(items, Sequence) and not isinstance(items, str) else ()
    points = [item["points"] for item in found if isinstance(item, Mapping)]
    whole = [one for one in points if isinstance(one, int)]
    return f"{' + '.join(map(str, whole))} = {sum(whole)}" if whole else None


def level_sentence(score: int, least: int, most: int, level: str) -> Message:
    """What the sum of points means by the decision table."""
    return msg(
        "{score} points lie between {least} and {most}: {level}.",
        score=score,
        least=least,
        most=most,
        level=LEVEL_LABELS.get(level, Message(level)),
    )


def in_paragraphs(steps: Iterable[Explained]) -> Message | None:
    """The steps as one text, a paragraph each, for a letter; None where there are none."""
    parts: dict[str, object] = {}
    for place, step in enumerate(steps):
        parts[f"step{place}"] = _with_origin(step)
    if not parts:
        return None
    return Message("\n\n".join(f"{{{name}}}" for name in parts), parts)


def _with_origin(step: Explained) -> Message:
    if step.origin is None:
        return step.message
    return msg("{step} ({origin})", step=step.message, origin=step.origin)


def _origin(number: Mapping[str, object]) -> Message:
    key = str(number["key"])
    kind = NUMBER_KINDS.get(key)
    status = Status(str(number["status"]))
    said = {
        "label": kind.label if kind else OF_MUNICIPALITY.get(key, Message(key)),
        "value": value_said(number["value"], Unit(str(number["unit"]))),
        "day": _day(number["in_force_from"]),
        "source": str(number["source"]),
    }
    if status is Status.CONFIRMED:
        return msg("{label}: {value}, in force from {day}; source: {source}", **said)
    return msg(
        "{label}: {value}, in force from {day}; source: {source}; {status}",
        **said,
        status=STATUS_LABELS[status],
    )


_WITH_UNIT: Mapping[Unit, Message] = {
    Unit.EUR_PER_HOUR: msg("{amount:rate} an hour"),
    Unit.PERCENT: msg("{amount:percent}"),
    Unit.HOURS_PER_MONTH: msg("{amount:hours} a month"),
    Unit.EUR_PER_MONTH: msg("{amount:money} a month"),
}


def value_said(value: object, unit: Unit) -> Message:
    """A value of a number with its unit, as a sentence shows it."""
    if not isinstance(value, int | Decimal):
        return CHOICE_LABELS.get(str(value), Message("–" if value is None else str(value)))
    worded = _WITH_UNIT.get(unit)
    if worded is None:
        return msg("{amount:number} ({unit})", amount=value, unit=UNIT_LABELS[unit])
    return Message(worded.text, {"amount": int(value * 100) if unit is Unit.EUR_PER_MONTH else value})


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))

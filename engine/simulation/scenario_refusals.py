"""How a deed of a scenario may be refused, and whether that is what the scenario says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from engine.errors import EngineError, InvalidAnswers, NotAllowed, NotFound
from engine.instances.instances import NotWaiting
from engine.messages_catalogue import Message, msg

NOT_ALLOWED, NOT_WAITING, BY_RULE = "not_allowed", "not_waiting", "by_rule"
_PART = re.compile(r"[.\[]")  # `questionnaire.q03` and `entries[2026-10-05]` are places inside a field


class Missed(EngineError):
    """The scenario did not go as it is written."""


def reason(refused: EngineError) -> Message:
    """The sentence of a refusal; of answers that do not fit, the first field and its own."""
    if isinstance(refused, InvalidAnswers) and refused.fields:
        name, said = next(iter(refused.fields.items()))
        return msg("The answers do not fit: “{field}”: {said}", field=name, said=said)
    return refused.message


def expecting(refused: tuple[str, ...], deed: Callable[[], object]) -> None:
    """Do it; where it must be refused, raises Missed unless it is, and for that reason."""
    try:
        deed()
    except EngineError as trouble:
        found = _kinds(trouble)
        if not refused:
            raise
        if found != set(refused):
            raise Missed(
                msg(
                    "It was refused for another reason ({found}): {said}",
                    found=listed(found),
                    said=reason(trouble),
                )
            ) from trouble
        return
    if refused:
        raise Missed(msg("It should have been refused ({wanted}), but went through.", wanted=listed(refused)))


def _kinds(trouble: EngineError) -> set[str]:
    if isinstance(trouble, InvalidAnswers):
        return {_PART.split(place, maxsplit=1)[0] for place in trouble.fields}
    if isinstance(trouble, NotFound | NotAllowed):
        return {NOT_ALLOWED}
    return {NOT_WAITING if isinstance(trouble, NotWaiting) else BY_RULE}


def listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "–"

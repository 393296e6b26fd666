"""Refusals and failures of a test run as plain values, with the element at which they came."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import EngineError, InvalidAnswers, element_of
from engine.messages_catalogue import msg
from engine.persistence.types import spread
from engine.simulation.scenario_refusals import reason
from engine.simulation.scenario_troubles import troubles
from engine.simulation.tryout_stage import Playing

Told = dict[str, object]


def refusal(trouble: EngineError) -> Told:
    """The sentence, the fields with their own, the element."""
    fields = trouble.fields if isinstance(trouble, InvalidAnswers) else {}
    told = {place: spread(said) for place, said in fields.items()}
    return {"message": spread(reason(trouble)), "fields": told, "element": element_of(trouble)}


def failure(trouble: Exception) -> Told:
    """The same of what is no refusal: a draft that breaks an operation, for one."""
    kind = f"{type(trouble).__name__}: {trouble}"[:200]
    sentence = msg("A step failed for a technical reason ({kind}).", kind=kind)
    return {"message": spread(sentence), "fields": {}, "element": element_of(trouble)}


def new_troubles(playing: Playing) -> list[object]:
    """What failed behind the scenes and was not told before."""
    told = [one for entry in playing.course for one in _listed(entry.get("troubles"))]
    return [kept for kept in (spread(one) for one in troubles(playing.stage)) if kept not in told]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []

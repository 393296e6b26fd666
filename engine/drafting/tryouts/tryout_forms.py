"""A waiting task of a test run with all that its form needs to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.domain.rights import Actor
from engine.drafting.tryouts.tryouts import Tryout, sentence
from engine.errors import NotFound
from engine.expressions.calendar_words import calendar_words
from engine.messages_catalogue import msg
from engine.months.month_surroundings import MonthSurroundings
from engine.runtime import QUESTIONNAIRES, Runtime, Tenant
from engine.score_levels import LevelRow
from engine.task_forms import Form, InstrumentFile, fill_inputs, parse_submission, read_form, read_instrument

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TryoutTask:
    """A task and its form, as the page of a real task would have them."""

    task: Mapping[str, Any]  # as the player told it
    form: Form
    context: Values
    start: Values
    may_act: bool
    words: Mapping[str, Callable[..., object]]
    instruments: Mapping[str, InstrumentFile]
    levels: Sequence[LevelRow]
    month: MonthSurroundings | None

    def inputs(self) -> dict[str, list[str]]:
        """What stands in the form's inputs at first."""
        return fill_inputs(self.form, self.start)

    def answers(self, flat: Mapping[str, Sequence[str]]) -> dict[str, object]:
        """The raw answers behind what the form's inputs send."""
        return parse_submission(self.form, flat)


def of_task(runtime: Runtime, actor: Actor, one: Tryout, task_id: int) -> TryoutTask:
    """The task as it waits; NotFound where it does not wait any more or cannot be opened."""
    now = one.shown["now"]
    task = next((task for task in now["tasks"] if task["id"] == task_id), None)
    path = "" if task is None else f"forms/{task['process']}/{task['element']}.json"
    if task is None or task["form"] is None or path not in one.files:
        raise NotFound(msg("This task does not wait any more."))
    told = task["form"]
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        words = calendar_words(now["at"], runtime.rule_book(session).holidays)
    return TryoutTask(
        task=task,
        form=read_form(one.files[path], path),
        context=told["context"],
        start=told["start"],
        may_act=True,
        words=words,
        instruments=_instruments(one.files),
        levels=[LevelRow(**level) for level in told["levels"]],
        month=None if told["month"] is None else _month(told["month"]),
    )


def _month(told: Mapping[str, Any]) -> MonthSurroundings:
    closed = {day: sentence(why) for day, why in told["closed"].items()}
    return MonthSurroundings(**{**told, "closed": closed, "with_times": frozenset(told["with_times"])})


def _instruments(files: Mapping[str, bytes]) -> dict[str, InstrumentFile]:
    found = [path for path in files if path.startswith(QUESTIONNAIRES) and path.endswith(".yaml")]
    stems = {path: path.removeprefix(QUESTIONNAIRES).removesuffix(".yaml") for path in found}
    return {stems[path]: read_instrument(files[path], path) for path in found}

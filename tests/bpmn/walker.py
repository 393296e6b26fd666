"""Walks an instance through a diagram, straight or saved and reloaded after every step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from engine.bpmn.definitions import Definition, read_definitions
from engine.bpmn.execution import Execution, Progress
from engine.bpmn.scripting import Surroundings, Values
from engine.domain.working_days import Holidays
from engine.expressions.calendar_words import calendar_words

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
Service = Callable[[Values], Values]


class Walker:
    """One instance; `reload` reads diagram and state anew before every step."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        process_id: str,
        *,
        values: Values | None = None,
        services: Mapping[str, Service] | None = None,
        reload: bool = True,
    ) -> None:
        self.files, self.process_id = files, process_id
        self.definition: Definition = read_definitions(files)[process_id]
        self.services = services or {}
        self.now = START
        self.reload = reload
        self.called: list[str] = []
        self.passed: list[str] = []
        self._live = Execution.start(self.definition, values or {}, self._world())
        self.progress = self._run(self._live)

    def tasks(self) -> list[str]:
        """The user tasks that wait, by element id."""
        return sorted(task.element.element_id for task in self.progress.waits.tasks.values())

    def timers(self) -> dict[str, datetime]:
        """The timers that wait, by element id."""
        return {timer.element_id: timer.due_at for timer in self.progress.waits.timers.values()}

    def messages(self) -> list[str]:
        """The messages that are listened for."""
        return sorted(wait.name for wait in self.progress.waits.messages.values())

    def complete(self, element_id: str, *, by: int = 1, **answers: object) -> Walker:
        """Complete the waiting task."""
        waiting = self.progress.waits.tasks
        uid = next(uid for uid, task in waiting.items() if task.element.element_id == element_id)
        return self._step(lambda execution: execution.complete(uid, answers, user_id=by))

    def receive(self, name: str, key: str = "", **values: object) -> bool:
        """Hand in a message; whether anybody listened."""
        heard: list[bool] = []
        self._step(lambda execution: heard.append(execution.receive(name, key, values)))
        return heard[0]

    def at(self, *moment: int) -> Walker:
        """Let time pass to a UTC moment and wake the instance."""
        self.now = datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]
        return self._step(lambda execution: None)

    def _step(self, act: Callable[[Execution], object]) -> Walker:
        if self.reload:
            self.definition = read_definitions(self.files)[self.process_id]  # as another process reads it
            self._live = Execution.resume(self.definition, self.progress.state, self._world())
        else:
            self._live._before = self.progress.waits
            self._live._world.now, self._live._world.words = self.now, self._world().words
            self._live._world.passed.clear()
            self._live._world.steps = 0
        act(self._live)
        self.progress = self._run(self._live)
        return self

    def _run(self, execution: Execution) -> Progress:
        progress = execution.run()
        self.passed.extend(progress.passed)
        return progress

    def _world(self) -> Surroundings:
        words = calendar_words(self.now, Holidays(2013, 2040, frozenset()))
        return Surroundings(now=self.now, words=words, operate=self._operate)

    def _operate(self, name: str, element_id: str, values: Values) -> Values:
        self.called.append(name)
        return self.services[name](values) if name in self.services else {}

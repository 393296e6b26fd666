"""The one place where a diagram's expressions run: SpiffWorkflow's script engine over our interpreter.

The environment is replaced, not only the engine: ad-hoc conditions, message correlation and conditional
events ask the environment directly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from engine.expressions.interpreter import check_syntax, evaluate, execute, parse_expression, parse_script

Values = Mapping[str, object]
Operation = Callable[[str, str, Values], Values]
"""operation name, element id, values → the values it sets; may raise BusinessError."""


@dataclass(slots=True)
class Surroundings:
    """What an execution may know of the world: the present, the words of a diagram, the operations."""

    now: datetime
    words: Mapping[str, Callable[..., object]]
    operate: Operation
    business_key: str = ""
    steps: int = 0
    passed: list[str] = field(default_factory=list)  # element ids in the order they were completed
    ways: list[tuple[str, str]] = field(default_factory=list)  # gateway, element that it chose


class Environment(BasePythonScriptEngineEnvironment):  # type: ignore[misc]
    """Evaluates by walking an allow-listed tree; there is no eval behind it."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__({})
        self.surroundings = surroundings

    def evaluate(
        self,
        expression: str,
        context: Values,
        external_context: Mapping[str, Callable[..., object]] | None = None,
    ) -> object:
        words = {**self.surroundings.words, **(external_context or {})}
        return evaluate(parse_expression(expression), context, words)

    def execute(
        self,
        script: str,
        context: MutableMapping[str, object],
        external_context: Mapping[str, Callable[..., object]] | None = None,
    ) -> bool:
        words = {**self.surroundings.words, **(external_context or {})}
        changed = execute(parse_script(script), context, words)
        context.clear()
        context.update(changed)
        return True

    def call_service(self, context: Values, **named: object) -> object:
        raise NotImplementedError("service tasks call Surroundings.operate")


class ScriptEngine(PythonScriptEngine):  # type: ignore[misc]
    """Hands everything to the environment and lets its errors through unchanged."""

    environment: Environment

    def validate(self, expression: str) -> None:
        check_syntax(expression)

    def evaluate(self, task: object, expression: str, external_context: Values | None = None) -> object:
        """What is handed in beside the task's values are the data objects of the process."""
        values = task.data  # type: ignore[attr-defined]
        return self.environment.evaluate(
            expression, {**external_context, **values} if external_context else values
        )

    def execute(self, task: object, script: str, external_context: object = None) -> bool:
        return self.environment.execute(script, task.data)  # type: ignore[attr-defined]

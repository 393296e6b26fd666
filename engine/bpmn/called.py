"""A process that another one calls: what it is given and what it gives back."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from SpiffWorkflow.spiff.specs.defaults import CallActivity as SpiffCallActivity

from engine.errors import EngineError
from engine.messages_catalogue import msg

WHOSE = ("subject", "case_id", "month_id", "claim_id")


class NotGiven(EngineError):
    """A called process did not get, or did not set, a value that it says it takes or gives."""


class CallActivity(SpiffCallActivity):  # type: ignore[misc]
    """Hands over the inputs that the called process names, and takes back its outputs; else everything."""

    def copy_data(self, my_task: Any, subworkflow: Any) -> None:
        wanted = _names(subworkflow, "data_inputs")
        _require(wanted, my_task.data, self.spec)
        super().copy_data(my_task, subworkflow)
        if wanted:  # whose case it is goes along: the inbox asks for it at every task
            (start,) = (one for one in subworkflow.tasks.values() if one.task_spec.name == "Start")
            start.set_data(**{name: my_task.data[name] for name in WHOSE if name in my_task.data})

    def update_data(self, my_task: Any, subworkflow: Any) -> None:
        given = subworkflow.last_task.data  # of whichever end was reached, a termination too
        wanted = _names(subworkflow, "data_outputs")
        _require(wanted, given, self.spec)
        if wanted:
            my_task.data.update({name: deepcopy(given[name]) for name in wanted})
        else:
            my_task.data = deepcopy(given)


def _names(subworkflow: Any, kind: str) -> list[str]:
    specification = subworkflow.spec.io_specification
    return [] if specification is None else [one.bpmn_id for one in getattr(specification, kind)]


def _require(names: list[str], values: dict[str, object], process: str) -> None:
    missing = [name for name in names if name not in values]
    if missing:
        raise NotGiven(
            msg(
                "The process “{process}” needs or gives “{name}”, but nobody has set it.",
                process=process,
                name=missing[0],
            )
        )

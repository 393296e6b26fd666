"""Everybody does what waits for them, as their habits say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.domain.rights import Actor
from engine.persistence.tables.instances import UserTask
from engine.simulation.deeds import do
from engine.simulation.hours_of_day import EVENING, OFFICE, Stretch, move_into
from engine.simulation.town import Town
from engine.simulation.waiting import waiting

CONTRACT_SIGNED = frozenset({"sign_contract_recipient", "sign_contract_assistant", "sign_contract_office"})
Desk = tuple[str, int | None]
"""What the office works on: ("case", 7), ("claim", 2); of each it does one step a day."""


@dataclass(slots=True)
class _Day:
    """What became of the tasks so far today."""

    left: set[int] = field(default_factory=set)  # looked at and left for another day
    desks: set[Desk] = field(default_factory=set)  # worked on today


def do_chores(town: Town, *, is_open: bool) -> None:
    """All that is done today: by the office in its hours when it is open, by the parties in the evening."""
    day = _Day()
    for number, stretch in enumerate(OFFICE if is_open else ()):
        tasks_now = [
            one for one in waiting(town, day.left) if not _is_own(one[0]) and _turn(town, one[0]) <= number
        ]
        _do_round(town, stretch, tasks_now, day)
    for stretch in EVENING:
        _do_round(town, stretch, [one for one in waiting(town, day.left) if _is_own(one[0])], day)


def _is_own(task: UserTask) -> bool:
    """Whether a party does it at home: the months. Contracts are signed in the office."""
    return task.for_persons and task.month_id is not None


def _turn(town: Town, task: UserTask) -> int:
    """The part of today in which the office comes to a task; not the same for each, nor each day."""
    return (task.id + town.today.toordinal()) % len(OFFICE)


def _do_round(
    town: Town, stretch: Stretch, waiting_now: Sequence[tuple[UserTask, Actor | None]], day: _Day
) -> None:
    """Everybody goes once through what waits for them."""
    by_case = {one.case_id: one for one in town.residents if one.case_id is not None}
    for number, (task, actor) in enumerate(waiting_now):
        resident = None if task.case_id is None else by_case.get(task.case_id)
        known = resident is not None or task.claim_id is not None
        desk = _desk(task)
        move_into(town, stretch, number, len(waiting_now))
        if actor is None or not known or desk in day.desks or not do(town, task, actor, resident):
            day.left.add(task.id)
        elif task.element_id not in CONTRACT_SIGNED and not _is_own(task):
            day.desks.add(desk)


def _desk(task: UserTask) -> Desk:
    if task.month_id is not None:
        return "month", task.month_id
    return ("claim", task.claim_id) if task.case_id is None else ("case", task.case_id)

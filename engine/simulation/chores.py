"""Everybody does what waits for them, as their habits say."""

from __future__ import annotations

from engine import instances, tasks
from engine.domain.rights import Actor
from engine.persistence.tables.instances import UserTask
from engine.simulation.habits import Situation, answer
from engine.simulation.town import Resident, Town
from engine.simulation.waiting import contract_day, waiting

ROUNDS_A_DAY = 12  # one person's task leads to the next one's; a case takes a few rounds on its best day


def do_chores(town: Town) -> None:
    """All that is done today, round after round until nobody does anything more."""
    left: set[int] = set()  # tasks that somebody looked at and left for another day
    for _ in range(ROUNDS_A_DAY):
        if not _do_round(town, left):
            break


def _do_round(town: Town, left: set[int]) -> int:
    """Everybody goes through what waits for them once; how many tasks were done."""
    by_case = {one.case_id: one for one in town.residents if one.case_id is not None}
    done = 0
    for task, actor in waiting(town, left):
        resident = None if task.case_id is None else by_case.get(task.case_id)
        known = resident is not None or task.claim_id is not None
        if actor is not None and known and _do(town, task, actor, resident):
            done += 1
        else:
            left.add(task.id)
    return done


def _do(town: Town, task: UserTask, actor: Actor, resident: Resident | None) -> bool:
    with town.runtime.reading(town.tenant) as session:
        execution, _ = instances.look(town.runtime, session, task.instance_id)
        open_task = execution.task(task.task_uid)
        if open_task is None:
            return False
        values = {**open_task.values, **contract_day(session, open_task.values)}
    situation = Situation(
        element_id=task.element_id,
        values=values,
        profile=resident.profile if resident is not None else town.office,
        today=town.today,
        random=town.random,
        assistant_id=resident.assistant_id if resident is not None else 0,
    )
    answers = answer(situation)
    if answers is None:
        return False
    tasks.complete(town.runtime, actor, task.id, tasks.Sent(answers, task.version))
    return True

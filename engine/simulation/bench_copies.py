"""Fills a house with copies of a real open month: its tables become as long as those of many live cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance, Timer, UserTask, UserTaskPerson
from engine.persistence.tables.months import ServiceMonth
from engine.runtime import Session
from engine.simulation.bench_ground import IN_FORCE_FROM, Ground
from engine.simulation.bench_rows import (
    CHUNK,
    Row,
    cases_there,
    contracts_after,
    events_of,
    place,
    plain,
    tell_again,
)
from engine.simulation.contracts import add_pairs

EVENTS = 4  # audit events that a live case has at least


@dataclass(frozen=True, slots=True)
class _Original:
    """The rows of one real open month."""

    instance: Row
    month: Row
    task: Row
    timers: Sequence[Row]
    event: Row


def fill(stage: Ground, cases: int, task: Mapping[str, object] | None = None) -> None:
    """Copy until there are so many cases; a house that has them already stays as it is.

    `task` says what differs in the copied user tasks.
    """
    with stage.runtime.reading(stage.tenant) as session:
        original = _original(session)
        have = cases_there(session)
    original.task.update(task or {})
    while have < cases:
        count = min(CHUNK, cases - have)
        add_pairs(stage.runtime, stage.tenant, count, first_day=IN_FORCE_FROM, after=have)
        month_id = stage.runtime.reserve(stage.tenant, "service_month", count)
        instance_id = stage.runtime.reserve(stage.tenant, "process_instance", count)
        with stage.runtime.transaction(stage.tenant) as session:
            _copy(session, original, contracts_after(session, have), (month_id, instance_id))
        have += count


def _copy(session: Session, original: _Original, contracts: Sequence[Any], ids: tuple[int, int]) -> None:
    months: list[Row] = []
    instances: list[Row] = []
    for at, contract in enumerate(contracts):
        month_id, instance_id = ids[0] + at, ids[1] + at
        own = {"case_id": contract.case_id}
        instances.append({**original.instance, **own, "id": instance_id, "business_key": str(month_id)})
        month = {"id": month_id, "instance_id": instance_id, "contract_id": contract.id}
        months.append({**original.month, **own, **month})
    rows.insert_many(session, ProcessInstance, instances)
    rows.insert_many(session, ServiceMonth, months)
    tasks = [{**original.task, **place(month), "month_id": month["id"]} for month in months]
    task_ids = rows.insert_for_ids(session, UserTask, tasks)
    persons = [
        {"municipality_id": month["municipality_id"], "task_id": task_id, "person_id": contract.assistant_id}
        for month, task_id, contract in zip(months, task_ids, contracts, strict=True)
    ]
    rows.insert_many(session, UserTaskPerson, persons)
    rows.insert_many(session, Timer, list(_each(months, original.timers, but=("case_id",))))
    tell_again(session, [original.event] * EVENTS, months)


def _each(months: Sequence[Row], of_one: Sequence[Row], but: tuple[str, ...] = ()) -> Iterator[Row]:
    for month in months:
        where = {name: value for name, value in place(month).items() if name not in but}
        yield from ({**row, **where} for row in of_one)


def _original(session: Session) -> _Original:
    [month] = plain(session, ServiceMonth, limit=1)
    mine = {"instance_id": month["instance_id"]}
    return _Original(
        instance=plain(session, ProcessInstance, id=month["instance_id"])[0],
        month=month,
        task=plain(session, UserTask, **mine)[0],
        timers=plain(session, Timer, **mine),
        event=events_of(session, month["instance_id"])[0],
    )

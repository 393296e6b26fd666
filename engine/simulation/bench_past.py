"""Gives contracts a past: for every month of years a copy of a finished one, and all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from engine.domain.service_month import ServiceMonth
from engine.persistence import rows
from engine.persistence.tables import months
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.instances import (
    InstanceStatus,
    ProcessInstance,
    TaskAnswers,
    UserTask,
    UserTaskPerson,
)
from engine.persistence.tables.records import AuditEvent
from engine.runtime import Session
from engine.simulation.bench_ground import Ground

SEALED_FROM = 1_000_000  # numbers in the chain that no event of the measured months takes
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Finished:
    """The rows of one month that came to its end."""

    instance: Row
    month: Row
    tasks: Sequence[Row]
    of_task: Sequence[tuple[type[Any], Row]]  # answers and persons; "task_id" is the task's place in the list
    of_month: Sequence[tuple[type[Any], Row]]  # entries and signatures
    events: Sequence[Row]


def give_past(stage: Ground, years: int) -> int:
    """So many years of finished months for every contract of the ground; how many months that were."""
    with stage.runtime.reading(stage.tenant) as session:
        finished = _finished(session)
        contracts = rows.values(session, Contract, ["id", "case_id"], case_id__most=len(stage.pairs))
    sealed = count(SEALED_FROM)
    for back in range(years * 12, 0, -1):
        month_id = stage.runtime.reserve(stage.tenant, "service_month", len(contracts))
        instance_id = stage.runtime.reserve(stage.tenant, "process_instance", len(contracts))
        places = [
            {
                "case_id": one.case_id,
                "contract_id": one.id,
                "month_id": month_id + at,
                "instance_id": instance_id + at,
            }
            for at, one in enumerate(contracts)
        ]
        with stage.runtime.transaction(stage.tenant) as session:
            _copy(session, finished, places, ServiceMonth.parse(finished.month["period"]).plus(-back))
            events = list(_events(finished, places, sealed))
            rows.insert_many(session, AuditEvent, events)
    return len(contracts) * years * 12


def _finished(session: Session) -> _Finished:
    [instance] = rows.every(
        session, ProcessInstance, status=InstanceStatus.COMPLETED, order_by=["-id"], limit=1
    )
    [month] = rows.every(session, months.ServiceMonth, instance_id=instance.id)
    tasks = rows.every(session, UserTask, instance_id=instance.id, order_by=["id"])
    ids = [task.id for task in tasks]
    place = {task_id: at for at, task_id in enumerate(ids)}
    return _Finished(
        instance=_plain(instance),
        month=_plain(month),
        tasks=[_plain(task) for task in tasks],
        of_task=[
            *[
                (TaskAnswers, _at(place, one))
                for one in rows.every(session, TaskAnswers, task_id=list(place))
            ],
            *[(UserTaskPerson, _at(place, one)) for one in rows.every(session, UserTaskPerson, task_id=ids)],
        ],
        of_month=[
            (table, _plain(one))
            for table in (months.MonthEntry, months.Attestation)
            for one in rows.every(session, table, month_id=month.id)
        ],
        events=[_plain(one) for one in rows.every(session, AuditEvent, instance_id=instance.id)],
    )


def _copy(session: Session, finished: _Finished, places: Sequence[Row], period: ServiceMonth) -> None:
    """One month of every contract; the audit apart."""
    instances = [
        {**finished.instance, "id": one["instance_id"], "case_id": one["case_id"], "business_key": _key(one)}
        for one in places
    ]
    rows.insert_many(session, ProcessInstance, instances)
    copies = [
        {**finished.month, **_of(one, "case_id", "contract_id", "instance_id"), "period": str(period)}
        for one in places
    ]
    numbered = [{"id": one["month_id"], **copy} for one, copy in zip(places, copies, strict=True)]
    rows.insert_many(session, months.ServiceMonth, numbered)
    for table, row in finished.of_month:
        day = {"day": row["day"].replace(year=period.year, month=period.month)} if "day" in row else {}
        rows.insert_many(session, table, [{**row, **_of(one, "month_id"), **day} for one in places])
    tasks = [
        {**task, **_of(one, "case_id", "month_id", "instance_id")}
        for one in places
        for task in finished.tasks
    ]
    ids = rows.insert_for_ids(session, UserTask, tasks)
    many = len(finished.tasks)
    for table, row in finished.of_task:
        of_all = [{**row, "task_id": ids[at * many + row["task_id"]]} for at in range(len(places))]
        rows.insert_many(session, table, of_all)


def _events(finished: _Finished, places: Sequence[Row], sealed: Iterator[int]) -> Iterator[Row]:
    for one in places:
        for event in finished.events:
            link = {"sealed_seq": next(sealed), "chain_mac": event["mac"]}
            yield {**event, **_of(one, "case_id", "instance_id"), **link}


def _at(place: Mapping[int, int], row: TaskAnswers | UserTaskPerson) -> Row:
    return {**_plain(row), "task_id": place[row.task_id]}


def _key(place: Mapping[str, Any]) -> str:
    return str(place["month_id"])


def _of(place: Mapping[str, Any], *names: str) -> Row:
    return {name: place[name] for name in names}


def _plain(row: Any) -> Row:
    """A row as a plain dict without its number."""
    names = [column.key for column in row.__table__.columns if column.key != "id"]
    return {name: getattr(row, name) for name in names}

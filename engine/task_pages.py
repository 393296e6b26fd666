"""What a page shows of user tasks: the inbox, and one task with all that its form needs to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from engine import form_lists, instances, tasks
from engine.clock import RIGA, last_day_of, local_day
from engine.domain.rights import Actor, can
from engine.domain.service_month import ServiceMonth
from engine.expressions.decision_tables import decide
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import inbox, month_facts
from engine.persistence.queries import tasks as rows
from engine.persistence.queries.inbox import Counts, Cursor, InboxRow, Page, Wanted
from engine.persistence.queries.inbox import View as InboxView
from engine.persistence.queries.tasks import StoredTask
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.instances import TaskStatus
from engine.runtime import LoadedRelease, Runtime, Session, Tenant
from engine.task_forms import Form, InstrumentFile, fill_inputs, prefill

Values = Mapping[str, object]
LEVELS = "support_level"  # the table that turns points into a level


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One row of the table that turns points into a level: from `least` to `most`."""

    least: int
    most: int
    level: str


@dataclass(frozen=True, slots=True)
class MonthSurroundings:
    """What stands around a month's entries: why days are closed, what is remarkable about others."""

    period: str
    granted_minutes: int
    closed: Mapping[str, Message] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)  # Latvian names of holidays
    with_times: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task and its form, ready to be drawn and to be judged again."""

    task: StoredTask
    form: Form
    context: Values  # the case's values where the task stands, and the lists that the form names
    start: Values  # typed start values of the form: the answers of a finished task, else the draft's base
    draft: Mapping[str, object] | None  # raw answers as they were typed
    draft_saved_at: datetime | None
    may_act: bool
    words: Mapping[str, Callable[..., object]]
    instruments: Mapping[str, InstrumentFile]
    levels: Sequence[LevelRow]
    month: MonthSurroundings | None


def list_inbox(runtime: Runtime, actor: Actor, wanted: Wanted) -> tuple[Page, Counts]:
    """One page of what this person may do, the most urgent first, and how much each view holds."""
    now = runtime.clock.now()
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return inbox.page(session, actor, wanted, now=now), inbox.counts(session, actor, now=now)


def find(runtime: Runtime, actor: Actor, task_id: int) -> TaskPage:
    """The task as this person may see it; NotFound where they may not."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        task = tasks.allowed(session, actor, task_id, "task.see")
        release = runtime.release(session, task.release_id)
        form = release.form(task.process_id, task.element_id)
        values = _values(runtime, session, task)
        words = runtime.words(session)
        draft = rows.draft(session, task_id, actor.user_id)
        answers = rows.answers(session, task_id)
        open_now = task.status is TaskStatus.OPEN
        return TaskPage(
            task=task,
            form=form,
            context={**values, **form_lists.lists(session, form, values)},
            start=answers if answers is not None else prefill(form, values, words),
            draft=draft.answers if draft is not None and open_now else None,
            draft_saved_at=draft.saved_at if draft is not None and open_now else None,
            may_act=open_now and can(actor, "task.complete", tasks.thing_of(task)),
            words=words,
            instruments=release.instruments(),
            levels=_levels(release),
            month=_month(runtime, session, values),
        )


def last_day(due_at: datetime | None) -> date | None:
    """The day people are told for an instant by which something is due."""
    return None if due_at is None else last_day_of(due_at)


def clock_time(runtime: Runtime) -> str:
    """The time of day in Latvia, as "10.42"."""
    return runtime.clock.now().astimezone(RIGA).strftime("%H.%M")


def inputs(page: TaskPage) -> dict[str, list[str]]:
    """What stands in the form's inputs when the page is opened."""
    return fill_inputs(page.form, page.start)


def _values(runtime: Runtime, session: Session, task: StoredTask) -> Values:
    """The case's values at the task; of a finished task, as they are by now."""
    execution, _ = instances.look(runtime, session, task.instance_id)
    open_task = execution.task(task.task_uid)
    return open_task.values if open_task is not None else execution.values()


def _levels(release: LoadedRelease) -> list[LevelRow]:
    """What each score means, by asking the table itself: its rows are the only place that says so."""
    table = next((one.tables[LEVELS] for one in release.definitions.values() if LEVELS in one.tables), None)
    most = max((_most_points(one) for one in release.instruments().values()), default=0)
    if table is None:
        return []
    said = [(score, str(decide(table, {"score": score}).outputs[LEVELS])) for score in range(most + 1)]
    return [
        LevelRow(scores[0], scores[-1], level)
        for level, group in groupby(said, key=lambda pair: pair[1])
        for scores in [[score for score, _ in group]]
    ]


def _most_points(file: InstrumentFile) -> int:
    return sum(max(option.points for option in item.options) for item in file.instrument.items)


def _month(runtime: Runtime, session: Session, values: Values) -> MonthSurroundings | None:
    period, contract_id = values.get("period"), values.get("contract_id")
    if not isinstance(period, str) or not isinstance(contract_id, int):
        return None
    month = ServiceMonth.parse(period)
    contract = session.get_one(Contract, contract_id)
    granted = values.get("granted_minutes")
    times = values.get("days_with_times")
    return MonthSurroundings(
        period=period,
        granted_minutes=granted if isinstance(granted, int) else 0,
        closed=_closed(runtime, session, month, contract),
        notes={
            day.isoformat(): name
            for day, name in runtime.rule_book(session).holidays.names.items()
            if month.contains(day)
        },
        with_times=frozenset(times) if isinstance(times, list) else frozenset(),
    )


def _closed(
    runtime: Runtime, session: Session, month: ServiceMonth, contract: Contract
) -> dict[str, Message]:
    """Days on which nothing can be entered, each with the reason."""
    stays = month_facts.suspensions(session, contract.case_id, month.first_day, month.last_day)
    today = local_day(runtime.clock.now())
    closed: dict[str, Message] = {}
    for day in month.days():
        if day < contract.first_day:
            closed[day.isoformat()] = msg("before the contract")
        elif contract.last_day is not None and day > contract.last_day:
            closed[day.isoformat()] = msg("after the contract")
        elif any(stay.from_day <= day and _until(stay.to_day) >= day for stay in stays):
            closed[day.isoformat()] = msg("service suspended")
        elif day > today:
            closed[day.isoformat()] = msg("still to come")
    return closed


def _until(last: date | None) -> date:
    return last or date.max


__all__ = [
    "Counts",
    "Cursor",
    "InboxRow",
    "InboxView",
    "LevelRow",
    "MonthSurroundings",
    "Page",
    "TaskPage",
    "Wanted",
    "clock_time",
    "find",
    "inputs",
    "last_day",
    "list_inbox",
]

"""Expected against found: tasks, states, values, letters, ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from engine.instances import instances
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, UserTask
from engine.persistence.tables.records import AuditEvent, Document
from engine.scenarios.parts import Expect
from engine.simulation.scenario_rows import case_of, claim_of, instance_of, month_of, open_tasks
from engine.simulation.scenario_stage import Begun, Stage
from engine.values_json import NotAValue, dumps

Seen = tuple[str, object, object]
"""What was looked at, what is expected, what was found."""


def differences(stage: Stage, begun: Begun, process_id: str, expected: Expect) -> list[Message]:
    """A sentence for everything that is not as expected; empty where all is."""
    return [
        msg("{what} should be {wanted}, but is {found}.", what=what, wanted=said(wanted), found=said(found))
        for what, wanted, found in seen(stage, begun, process_id, expected)
        if said(wanted) != said(found)
    ]


def seen(stage: Stage, begun: Begun, process_id: str, expected: Expect) -> list[Seen]:
    """Everything that is expected, beside what was found."""
    instance_id = instance_of(stage, begun, process_id)
    return [
        *_instance(stage, instance_id, expected),
        *_states(stage, begun, expected),
        *_values(stage, instance_id, expected),
        *_letters(stage, begun, expected),
        *_ledger(stage, expected),
    ]


def said(value: object) -> str:
    """A value as a sentence names it; equal values read alike."""
    try:
        return dumps(value)
    except NotAValue:
        return str(value)


def values_now(stage: Stage, instance_id: int) -> Mapping[str, object]:
    """The values where the instance waits for somebody, else as its last step left them."""
    waiting = [task for task in open_tasks(stage) if task.instance_id == instance_id]
    with stage.runtime.reading(stage.tenant) as session:
        execution, _ = instances.look(stage.runtime, session, instance_id)
    task = execution.task(waiting[0].task_uid) if waiting else None
    return execution.values() if task is None else task.values


def passed(stage: Stage) -> list[str]:
    """Ids of the elements, of whichever process, that were passed, and of the tasks that somebody came to."""
    with stage.runtime.reading(stage.tenant) as session:
        found = {one for event in rows.every(session, AuditEvent) for one in event.details.get("passed", ())}
        found |= {task.element_id for task in rows.every(session, UserTask)}
    return sorted(found)


def _instance(stage: Stage, instance_id: int, expected: Expect) -> Iterator[Seen]:
    if expected.waiting is not None:
        waiting = sorted(task.element_id for task in open_tasks(stage) if task.instance_id == instance_id)
        yield "waiting", list(expected.waiting), waiting
    if expected.ended is not None:
        with stage.runtime.reading(stage.tenant) as session:
            instance = session.get(ProcessInstance, instance_id)
        is_ended = instance is not None and instance.status is InstanceStatus.COMPLETED
        yield "ended", expected.ended, is_ended


def _states(stage: Stage, begun: Begun, expected: Expect) -> Iterator[Seen]:
    if expected.case:
        case = case_of(stage, begun)
        yield "case", expected.case, None if case is None else str(case.state)
    for period, state in expected.months.items():
        month = month_of(stage, begun, period)
        yield f"months {period}", state, None if month is None else str(month.state)
    for period, state in expected.claims.items():
        claim = claim_of(stage, period)
        yield f"claims {period}", state, None if claim is None else str(claim.state)


def _values(stage: Stage, instance_id: int, expected: Expect) -> Iterator[Seen]:
    found = values_now(stage, instance_id) if expected.values else {}
    for name, wanted in expected.values.items():
        yield name, wanted, found.get(name)


def _letters(stage: Stage, begun: Begun, expected: Expect) -> Iterator[Seen]:
    with stage.runtime.reading(stage.tenant) as session:
        kept = Counter(one.kind for one in rows.every(session, Document, case_id=begun.case_id))
    for kind, times in expected.letters.items():
        yield f"letters {kind}", times, kept[kind]


def _ledger(stage: Stage, expected: Expect) -> Iterator[Seen]:
    with stage.runtime.reading(stage.tenant) as session:
        balances = {str(account): cents for account, cents in sums.balances(session).items()}
    for account, cents in expected.ledger.items():
        yield f"ledger {account}", cents, balances.get(account, 0)

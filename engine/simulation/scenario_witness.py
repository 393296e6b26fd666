"""What is to be seen of a scenario now: tasks, states, values, letters, ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from engine import instances
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables import claims, months
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance, TaskStatus, UserTask
from engine.persistence.tables.jobs import Incident, Job
from engine.persistence.tables.records import Document
from engine.runtime import Session
from engine.scenarios.parts import Expect
from engine.simulation.scenario_stage import Stage
from engine.simulation.scenario_starts import Begun
from engine.values_json import NotAValue, dumps

Differs = Iterator[tuple[str, object, object]]
"""What was looked at, what is expected, what was found."""


def differences(stage: Stage, begun: Begun, process_id: str, expected: Expect) -> list[Message]:
    """A sentence for everything that is not as expected; empty where all is."""
    with stage.runtime.reading(stage.tenant) as session:
        found = [
            *_waiting(session, begun, process_id, expected),
            *_states(session, begun, expected),
            *_values(stage, session, instance_of(session, begun, process_id), expected),
            *_letters(session, begun, expected),
            *_ledger(session, expected),
        ]
    return [
        msg("{what} should be {wanted}, but is {found}.", what=what, wanted=shown(wanted), found=shown(seen))
        for what, wanted, seen in found
    ]


def troubles(stage: Stage) -> list[Message]:
    """What failed behind the scenes since it began."""
    with stage.runtime.reading(stage.tenant) as session:
        incidents = [one.sentence for one in rows.every(session, Incident)]
        failed = [one.last_error for one in rows.every(session, Job) if one.last_error]
    return incidents or [msg("A job failed: {error}.", error=str(error)) for error in failed]


def instance_of(session: Session, begun: Begun, process_id: str) -> int:
    """The process instance that the scenario is about; 0 while there is none."""
    if begun.instance_id:
        return begun.instance_id
    if process_id == "monthly_confirmation":
        month = rows.first(session, months.ServiceMonth, contract_id=begun.contract_id, period=begun.period)
        return 0 if month is None else month.instance_id or 0
    if process_id == "ministry_claim":
        claim = rows.first(session, claims.MinistryClaim, period=begun.period)
        return 0 if claim is None else claim.instance_id or 0
    case = session.get(ServiceCase, begun.case_id)
    return 0 if case is None else case.instance_id or 0


def open_tasks(session: Session) -> list[UserTask]:
    """Every open task of the stage."""
    return list(rows.every(session, UserTask, status=TaskStatus.OPEN, order_by=["id"]))


def shown(value: object) -> str:
    """A value as a sentence names it."""
    try:
        return dumps(value)
    except NotAValue:
        return str(value)


def _waiting(session: Session, begun: Begun, process_id: str, expected: Expect) -> Differs:
    instance_id = instance_of(session, begun, process_id)
    if expected.waiting is not None:
        waiting = [task.element_id for task in open_tasks(session) if task.instance_id == instance_id]
        if sorted(waiting) != list(expected.waiting):
            yield "waiting", list(expected.waiting), sorted(waiting)
    if expected.ended is not None:
        instance = session.get(ProcessInstance, instance_id)
        ended = instance is not None and instance.status is InstanceStatus.COMPLETED
        if ended is not expected.ended:
            yield "ended", expected.ended, ended


def _states(session: Session, begun: Begun, expected: Expect) -> Differs:
    if expected.case:
        case = session.get_one(ServiceCase, begun.case_id)
        if case.state != expected.case:
            yield "case", expected.case, str(case.state)
    for period, state in expected.months.items():
        conditions = {"contract_id": begun.contract_id} if begun.contract_id else {"case_id": begun.case_id}
        month = rows.first(session, months.ServiceMonth, period=period, **conditions)
        found = None if month is None else str(month.state)
        if found != state:
            yield f"months {period}", state, found
    for period, state in expected.claims.items():
        claim = rows.first(session, claims.MinistryClaim, period=period)
        found = None if claim is None else str(claim.state)
        if found != state:
            yield f"claims {period}", state, found


def _values(stage: Stage, session: Session, instance_id: int, expected: Expect) -> Differs:
    if not expected.values:
        return
    found = values_now(stage, session, instance_id)
    for name, wanted in expected.values.items():
        if name not in found or shown(found[name]) != shown(wanted):
            yield name, wanted, found.get(name)


def values_now(stage: Stage, session: Session, instance_id: int) -> Mapping[str, object]:
    """The values where the instance waits for somebody, else as its last step left them."""
    waiting = [task for task in open_tasks(session) if task.instance_id == instance_id]
    execution, _ = instances.look(stage.runtime, session, instance_id)
    task = execution.task(waiting[0].task_uid) if waiting else None
    return execution.values() if task is None else task.values


def _letters(session: Session, begun: Begun, expected: Expect) -> Differs:
    if expected.letters:
        kept = Counter(one.kind for one in rows.every(session, Document, case_id=begun.case_id))
        for kind, times in expected.letters.items():
            if kept[kind] != times:
                yield f"letters {kind}", times, kept[kind]


def _ledger(session: Session, expected: Expect) -> Differs:
    if expected.ledger:
        balances = {str(account): cents for account, cents in sums.balances(session).items()}
        for account, cents in expected.ledger.items():
            if balances.get(account, 0) != cents:
                yield f"ledger {account}", cents, balances.get(account, 0)

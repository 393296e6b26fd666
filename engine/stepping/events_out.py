"""Events for other systems: put into the outbox in the transaction of the step that they tell of.

A step that moves nothing of interest asks nothing; else one narrow question says who wants to be told.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.bpmn.execution import Progress
from engine.domain.outside_events import EventKind, OutsideEvent
from engine.persistence.effects.cases import CloseCase, MoveCase
from engine.persistence.effects.claims import FreezeClaim, MonthsPaid, MoveClaim, RebuildClaim
from engine.persistence.effects.months import MoveMonth
from engine.persistence.queries import event_receivers
from engine.persistence.queries.event_receivers import Receiver
from engine.runtime import Session
from engine.stepping.walk import Walk

K = EventKind
SENT_AS = "exported"  # the state of a claim whose files were made


def tell(session: Session, steps: Sequence[tuple[Walk, Progress]], now: datetime) -> None:
    """Everything that the steps mean to other systems of their municipality."""
    found = [(walk, list(_events(walk, progress))) for walk, progress in steps]
    told = [(walk, one) for walk, events in found for one in events]
    if not told:
        return
    house = told[0][0].stored.municipality_id
    receivers = event_receivers.of(session, house, now)
    if receivers:
        event_receivers.put(session, house, now, list(_messages(session, receivers, told, now)))


def _events(walk: Walk, progress: Progress) -> Iterator[OutsideEvent]:
    case_id = walk.stored.case_id
    for effect in walk.effects:
        read = EFFECTS.get(type(effect))
        for kind, name, number, state in () if read is None else read(effect):
            key = f"{name}:{number}" if case_id is None or name == "claim" else f"case:{case_id}"
            state_said = {} if state is None else {"state": state}
            yield OutsideEvent(kind, key, {f"{name}_id": number, **state_said})
    for uid, task in progress.waits.tasks.items():
        if uid not in progress.before.tasks:
            key = f"case:{case_id}" if case_id is not None else f"instance:{walk.stored.instance_id}"
            data = {"instance_id": walk.stored.instance_id, "task_uid": uid, "role": task.element.role}
            yield OutsideEvent(K.TASK_WAITING, key, data)


def _messages(
    session: Session,
    receivers: Sequence[Receiver],
    told: Sequence[tuple[Walk, OutsideEvent]],
    now: datetime,
) -> Iterator[tuple[Receiver, OutsideEvent, Mapping[str, object]]]:
    """A message for each receiver of each event; numbers of tasks are looked up where somebody asks."""
    wanted = {kind for one in receivers for kind in one.kinds}
    for _walk, event in told:
        if event.kind not in wanted:
            continue
        data: Mapping[str, object] = event.data
        if event.kind is K.TASK_WAITING:
            data = event_receivers.task(session, event.data)
        body = {"id": f"evt_{secrets.token_hex(12)}", "kind": str(event.kind), "at": now, "data": data}
        for receiver in receivers:
            if event.kind in receiver.kinds:
                yield receiver, event, body


Moved = Iterator[tuple[EventKind, str, int, str | None]]


def _case(effect: MoveCase | CloseCase) -> Moved:
    yield K.CASE_STATE_CHANGED, "case", effect.case_id, str(effect.state)


def _month(effect: MoveMonth) -> Moved:
    yield K.MONTH_STATE_CHANGED, "month", effect.month_id, str(effect.state)


def _paid(effect: MonthsPaid) -> Moved:
    for month_id in effect.month_ids:
        yield K.MONTH_PAID, "month", month_id, None


def _claim(effect: MoveClaim) -> Moved:
    yield K.CLAIM_STATE_CHANGED, "claim", effect.claim_id, str(effect.state)
    if effect.state == SENT_AS:
        yield K.CLAIM_SENT, "claim", effect.claim_id, None


def _frozen(effect: FreezeClaim) -> Moved:
    yield K.CLAIM_STATE_CHANGED, "claim", effect.claim_id, "frozen"


def _rebuilt(effect: RebuildClaim) -> Moved:
    yield K.CLAIM_STATE_CHANGED, "claim", effect.claim_id, "review"


EFFECTS: Mapping[type[Any], Callable[[Any], Moved]] = {
    MoveCase: _case,
    CloseCase: _case,
    MoveMonth: _month,
    MonthsPaid: _paid,
    MoveClaim: _claim,
    FreezeClaim: _frozen,
    RebuildClaim: _rebuilt,
}
"""Request of an operation → what it means outside."""

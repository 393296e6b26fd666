"""Which other systems want to be told of what, and what waits to be told to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from engine.clock import local_day
from engine.domain.outside_events import OutsideEvent
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.integrations import EventDelivery, Integration
from engine.persistence.tables.jobs import Incident, Job
from engine.persistence.tables.records import OutboxKind, OutboxMessage, OutboxState
from engine.persistence.types import BigId, UTCDateTime


@dataclass(frozen=True, slots=True)
class Receiver:
    """Another system that wants to be told of these kinds of events."""

    integration_id: int
    url: str
    kinds: frozenset[str]


def of(session: Session, municipality_id: int, now: datetime) -> list[Receiver]:
    """The receivers of a municipality as of now; one question over few rows."""
    found = rows.values(
        session,
        Integration,
        ("id", "event_url", "event_kinds"),
        municipality_id=municipality_id,
        revoked_at=None,
        event_url__not="",
        expires_on__least=local_day(now),
    )
    return [Receiver(row.id, row.event_url, frozenset(row.event_kinds)) for row in found]


def task(session: Session, data: Mapping[str, object]) -> dict[str, object]:
    """A task that was just opened, by its number; `data` names it by instance and uid."""
    columns = ("id", "case_id", "month_id", "claim_id", "process_id", "element_id")
    [row] = rows.values(
        session, UserTask, columns, instance_id=data["instance_id"], task_uid=data["task_uid"], status="open"
    )
    return {
        "task_id": row.id,
        "case_id": row.case_id,
        "month_id": row.month_id,
        "claim_id": row.claim_id,
        "process_id": row.process_id,
        "element_id": row.element_id,
        "role": data["role"],
    }


def put(
    session: Session,
    municipality_id: int,
    now: datetime,
    told: Sequence[tuple[Receiver, OutsideEvent, Mapping[str, object]]],
) -> None:
    """Into the outbox, in the caller's transaction."""
    messages = [
        {
            "municipality_id": municipality_id,
            "key": f"event:{receiver.integration_id}:{body['id']}",
            "kind": OutboxKind.WEBHOOK,
            "recipient": receiver.url,
            "payload": {**body, "at": now.astimezone(UTC).isoformat().replace("+00:00", "Z")},
            "state": OutboxState.WAITING,
            "attempts": 0,
            "next_at": now,
        }
        for receiver, _event, body in told
    ]
    ids = rows.insert_for_ids(session, OutboxMessage, messages)
    deliveries = [
        {
            "outbox_id": outbox_id,
            "municipality_id": municipality_id,
            "integration_id": receiver.integration_id,
            "kind": str(event.kind),
            "order_key": event.order_key,
            "made_at": now,
        }
        for outbox_id, (receiver, event, _body) in zip(ids, told, strict=True)
    ]
    rows.insert_many(session, EventDelivery, deliveries)


_EARLIER, _EARLIER_MESSAGE = aliased(EventDelivery), aliased(OutboxMessage)
_WAITING = literal(OutboxState.WAITING, OutboxMessage.state.type, literal_execute=True)
_BEFORE = (
    select(_EARLIER.outbox_id)
    .join(_EARLIER_MESSAGE, _EARLIER_MESSAGE.id == _EARLIER.outbox_id)
    .where(
        _EARLIER.integration_id == EventDelivery.integration_id,
        _EARLIER.order_key == EventDelivery.order_key,
        _EARLIER.outbox_id < EventDelivery.outbox_id,
        _EARLIER_MESSAGE.state == _WAITING,
    )
)
_READY = (
    select(OutboxMessage)
    .join(EventDelivery, EventDelivery.outbox_id == OutboxMessage.id)
    .where(
        OutboxMessage.state == _WAITING,
        OutboxMessage.next_at <= bindparam("now", type_=UTCDateTime),
        ~_BEFORE.exists(),
    )
    .order_by(OutboxMessage.next_at, OutboxMessage.id)
    .limit(bindparam("most", type_=BigId))
)


def ready(session: Session, *, now: datetime, limit: int) -> Sequence[OutboxMessage]:
    """Events to be sent now, the longest waiting first: of each order key no more than the first one."""
    return session.scalars(_READY, {"now": now, "most": limit}).all()


def put_off(session: Session, outbox_id: int, until: datetime) -> None:
    """Let all that waits for the receiver of this message wait as long, without counting a try."""
    receiver = (
        select(EventDelivery.integration_id).where(EventDelivery.outbox_id == outbox_id).scalar_subquery()
    )
    theirs = select(EventDelivery.outbox_id).where(EventDelivery.integration_id == receiver)
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(theirs), OutboxMessage.state == _WAITING, OutboxMessage.next_at < until)
        .values(next_at=until)
        .execution_options(synchronize_session=False)
    )


def note_sent(session: Session, outbox_id: int, before: OutboxState, now: datetime) -> None:
    """It was taken; nothing where it stands elsewhere by now."""
    sent = {"state": OutboxState.SENT, "sent_at": now, "last_error": None}
    rows.change(session, OutboxMessage, sent, id=outbox_id, state=before)


def mend_incidents(session: Session, job_key: str, now: datetime) -> None:
    """What was told of the jobs of this key is mended."""
    jobs = [job.id for job in rows.values(session, Job, ("id",), unique_key=job_key)]
    if jobs:
        rows.change(session, Incident, {"resolved_at": now}, job_id=jobs, resolved_at=None)


def secret_of(session: Session, outbox_id: int) -> tuple[str, str] | None:
    """Where an event goes now and with which secret it is signed; None where nobody wants it any more."""
    shut = or_(Integration.revoked_at.is_not(None), UserAccount.disabled_at.is_not(None))
    found: Any = session.execute(
        select(Integration.event_url, Integration.event_secret)
        .join(EventDelivery, EventDelivery.integration_id == Integration.id)
        .join(UserAccount, UserAccount.id == Integration.user_id)
        .where(EventDelivery.outbox_id == outbox_id, Integration.event_url != "", ~shut)
    ).one_or_none()
    return None if found is None else (found.event_url, found.event_secret)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A message to another system, as its administrator sees it."""

    outbox_id: int
    event_id: str
    kind: str
    order_key: str
    made_at: datetime
    state: str
    attempts: int
    next_at: datetime
    sent_at: datetime | None
    last_error: str | None
    data: Mapping[str, object]


def listed(
    session: Session, integration_id: int, *, limit: int, before: int | None = None
) -> list[DeliveryRow]:
    """What was told to an integration, the newest first; `before`: the page behind this message."""
    wanted = (
        select(EventDelivery, OutboxMessage)
        .join(OutboxMessage, OutboxMessage.id == EventDelivery.outbox_id)
        .where(EventDelivery.integration_id == integration_id)
        .order_by(EventDelivery.outbox_id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(EventDelivery.outbox_id < before)
    return [
        DeliveryRow(
            message.id,
            str(message.payload.get("id", "")),
            delivery.kind,
            delivery.order_key,
            delivery.made_at,
            str(message.state),
            message.attempts,
            message.next_at,
            message.sent_at,
            message.last_error,
            message.payload.get("data", {}),
        )
        for delivery, message in session.execute(wanted)
    ]

"""Who waits for a message."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.tables.instances import MessageWait


def signal_waits(
    session: Session, name: str, *, municipality_id: int, but_of: int
) -> Sequence[tuple[int, str]]:
    """Who else in the municipality waits for a signal now, by the name of its wait: (instance, task).

    The municipality is asked for by name: the session may be one that sees all of them.
    """
    statement = select(MessageWait.instance_id, MessageWait.task_uid).where(
        MessageWait.municipality_id == municipality_id,
        MessageWait.message_name == name,
        MessageWait.correlation_key == "",
        MessageWait.instance_id != but_of,
    )
    found = session.execute(statement.order_by(MessageWait.id))
    return [(instance_id, task_uid) for instance_id, task_uid in found]


def instance_for(session: Session, name: str, correlation_key: str) -> int | None:
    """The instance that waits for this message under this key."""
    return session.scalars(
        select(MessageWait.instance_id)
        .where(MessageWait.message_name == name, MessageWait.correlation_key == correlation_key)
        .order_by(MessageWait.id)
        .limit(1)
    ).one_or_none()

"""Who waits for a message."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence.tables.instances import MessageWait


def instance_for(session: Session, name: str, correlation_key: str) -> int | None:
    """The instance that waits for this message under this key."""
    return session.scalars(
        select(MessageWait.instance_id)
        .where(MessageWait.message_name == name, MessageWait.correlation_key == correlation_key)
        .order_by(MessageWait.id)
        .limit(1)
    ).one_or_none()

"""One request more of an integration, counted where others count at the same time."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from engine.persistence.tables.integrations import IntegrationUse


def one_more(session: Session, integration_id: int, minute: int) -> int:
    """Add one to the count of a minute that is there; the new count."""
    counted = (
        update(IntegrationUse)
        .where(IntegrationUse.integration_id == integration_id, IntegrationUse.minute == minute)
        .values(count=IntegrationUse.count + 1)
        .returning(IntegrationUse.count)
        .execution_options(synchronize_session=False)
    )
    return session.scalars(counted).one()

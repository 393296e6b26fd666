"""Alembic's door: runs the revisions on the connection it is handed."""

from __future__ import annotations

from alembic import context

from engine.persistence.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
context.run_migrations()

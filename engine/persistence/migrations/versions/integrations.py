"""Integrations with their tokens, what they asked and were told, opinions of the commission sent in."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "integrations")

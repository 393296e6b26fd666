"""Journeys of a month, and what is paid for them (MK 942)."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "transport_costs")

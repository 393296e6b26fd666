"""Confirmations that the office demands for the hours of a month (MK 942), and when they came."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "evidence_on_demand")

"""Tallies of steps: how often and how long, by month; counted from the audit for the monitor."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "tallies_of_steps")

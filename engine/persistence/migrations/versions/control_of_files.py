"""The office's own work, looked at again: the yearly sample with its checks, second assessments."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "control_of_files")

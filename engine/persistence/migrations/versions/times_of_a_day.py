"""Several times from–to on a day of a report by purpose (MK 942)."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "times_of_a_day")

"""What a person keeps for the own work: marks at tasks, views of the inbox, the link of the calendar."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "own_inboxes")

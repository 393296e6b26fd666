"""Hours a week for each purpose, and what the hours of a day were used for: the tables of MK 942."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "existing_order")

"""Cases taken over while they were running: whence each came, and from which day its months are kept here."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "cases_taken_over")

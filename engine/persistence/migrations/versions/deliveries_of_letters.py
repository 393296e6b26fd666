"""How each letter reached whom it is for, and since when it counts as known."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "deliveries_of_letters")

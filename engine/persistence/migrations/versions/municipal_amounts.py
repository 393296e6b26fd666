"""What a municipality adds to an hour's pay and sets aside for a year, and the top-up of each month."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "municipal_amounts")

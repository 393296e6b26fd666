"""Questions to the office, sign-ins that count once, the crests of municipalities."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "reaching_people")

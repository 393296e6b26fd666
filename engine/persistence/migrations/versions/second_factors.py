"""Second factors with their recovery codes, sign-ins that wait for a code, where sessions were begun."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "second_factors")

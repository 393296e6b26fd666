"""Districts of a municipality, of its cases, and of the roles that count in some of them only."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "districts")

"""Forms that were sent, so that none is done twice, and what browsers told of the content policy."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "arrivals")

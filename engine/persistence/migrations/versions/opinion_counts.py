"""How many people hold an opinion: entered by hand for statistics."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "opinion_counts")

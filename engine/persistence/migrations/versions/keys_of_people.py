"""Keys of municipalities and persons; rows that are kept may be sealed anew, and change in nothing else."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "keys_of_people")

"""Passkeys, browsers that are known, and sign-ins that a provider vouches for."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "passkeys")

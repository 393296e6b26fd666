"""What payroll paid, net, and the invoices of provider organisations with their payments."""

from __future__ import annotations

from alembic import op

from engine.persistence.migrations.frozen import run_frozen

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Run the frozen statements of this database."""
    run_frozen(op.get_bind(), "net_pay_and_invoices")

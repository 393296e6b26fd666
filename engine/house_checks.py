"""Whether the ledger balances, the audit is whole, and nothing runs that waits for nothing."""

from __future__ import annotations

from engine.checks import Check, checked
from engine.persistence import audit
from engine.persistence.queries import house_sizes, soundness, sums
from engine.runtime import Session


def house_checks(session: Session) -> list[Check]:
    """Ledger, audit trail, instances, weeks, municipalities. The session is for EVERY municipality."""
    size = house_sizes.sizes(session)
    balances = sums.balances(session)
    off_balance = [] if not sum(balances.values()) else [str(account) for account in balances]
    trail = [f"{one.chain}/{one.event_id}: {one.what}" for one in audit.verify(session)]
    return [
        checked("ledger_entries", size.entries, sums.unbalanced_entries(session)),
        checked("ledger_total", len(balances), off_balance),
        checked("audit_chain", size.events, trail),
        checked("orphan_instances", size.running, soundness.stranded_instances(session)),
        checked("assistant_weeks", size.weeks, soundness.wrong_weeks(session)),
        checked("municipalities_apart", size.running, soundness.strays(session)),
    ]

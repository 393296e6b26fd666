"""Whether the ledger balances, the audit is whole, nothing runs that waits for nothing, all was assessed."""

from __future__ import annotations

from collections.abc import Iterator

from engine.persistence.queries import controls, house_sizes, soundness, sums
from engine.runtime import Session
from engine.settings import Settings
from engine.upkeep.audit_checks import audit_checks
from engine.upkeep.checks import Check, checked
from engine.upkeep.tenant_checks import tenant_checks


def house_checks(session: Session, settings: Settings) -> list[Check]:
    """Ledger, audit trail, instances, weeks, municipalities. The session is for EVERY municipality."""
    size, granted = house_sizes.sizes(session), controls.count_granted(session, taken_over=False)
    balances = sums.balances(session)
    off_balance = [] if not sum(balances.values()) else [str(account) for account in balances]
    return [
        checked("ledger_entries", size.entries, sums.unbalanced_entries(session)),
        checked("ledger_total", len(balances), off_balance),
        *audit_checks(session, settings, size.events),
        checked("orphan_instances", size.running, soundness.stranded_instances(session)),
        checked("assistant_weeks", size.weeks, soundness.wrong_weeks(session)),
        checked("municipalities_apart", size.running, soundness.strays(session)),
        *tenant_checks(session),
        checked("decisions_assessed", granted, _unassessed(session)),
    ]


def _unassessed(session: Session) -> Iterator[str]:
    """Decisions made here that granted hours which nobody had assessed: their numbers, and the cases'."""
    return (f"{one.number} ({one.case_number})" for one in controls.without_assessment(session))

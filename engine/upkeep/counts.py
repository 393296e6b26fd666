"""How many cases, months and claims stand where; and what the newest paid claim came to."""

from __future__ import annotations

from dataclasses import dataclass

from engine.persistence import rows
from engine.persistence.tables.cases import CaseState, ServiceCase
from engine.persistence.tables.claims import ClaimState, MinistryClaim
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.runtime import Runtime, Tenant

PAID = (ClaimState.PAID, ClaimState.CLOSED)


@dataclass(frozen=True, slots=True)
class Counts:
    """State → how many; states that nobody is in are left out."""

    cases: dict[str, int]
    months: dict[str, int]
    claims: dict[str, int]


def counts(runtime: Runtime, tenant: Tenant) -> Counts:
    """The counts of a municipality, or of all."""
    with runtime.reading(tenant) as session:
        return Counts(
            cases=_in_order(CaseState, rows.counts_by(session, ServiceCase, "state")),
            months=_in_order(MonthState, rows.counts_by(session, ServiceMonth, "state")),
            claims=_in_order(ClaimState, rows.counts_by(session, MinistryClaim, "state")),
        )


def newest_paid_claim(runtime: Runtime, tenant: Tenant) -> dict[str, object] | None:
    """State, month and sums of the newest claim that was paid."""
    with runtime.reading(tenant) as session:
        claim = rows.first(session, MinistryClaim, order_by=["-period"], state=PAID)
        if claim is None:
            return None
        return {
            "state": str(claim.state),
            "month": claim.period,
            "pay_cents": claim.pay_cents,
            "transport_cents": claim.transport_cents,
            "admin_cents": claim.admin_cents,
            "total_cents": claim.total_cents,
        }


def _in_order(
    states: type[CaseState] | type[MonthState] | type[ClaimState], found: dict[object, int]
) -> dict[str, int]:
    return {str(state): found[state] for state in states if state in found}

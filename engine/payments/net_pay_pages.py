"""What payroll has paid for a claim, as its page shows it, and an assistant's own net pay of a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.claims.claim_access import tenant_of
from engine.domain.net_pay import Figures, standing, summed
from engine.domain.rights import Actor, Thing, can
from engine.payments.net_pay_reading import RIGHT
from engine.persistence.queries import names, net_pay
from engine.runtime import Runtime


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One line of the payroll's list, and what payroll did for it; None until it said so."""

    reference: str
    assistant: str
    contract_number: str
    period: str
    figures: Figures | None
    paid_on: date | None
    reason: str
    corrections: int  # how many earlier results it takes the place of
    transport_cents: int  # costs of journeys, paid beside the net


@dataclass(frozen=True, slots=True)
class PaidByPayroll:
    """All of a claim's payroll list."""

    rows: Sequence[PaidRow]
    paid: int  # how many have an answer
    sums: Figures  # of those
    may_import: bool


def of_claim(runtime: Runtime, actor: Actor, claim_id: int) -> PaidByPayroll | None:
    """What payroll paid; None where the claim has no list, or where this person may not see payments."""
    tenant = tenant_of(runtime, actor, claim_id, "claim.see")
    thing = Thing(tenant.municipality_id)
    if not can(actor, "payment.see", thing):
        return None
    with runtime.reading(tenant) as session:
        run = net_pay.run_of(session, claim_id)
        if run is None:
            return None
        kept = net_pay.kept(session, run.run_id)
        people = names.of_persons(session, [line.assistant_id for _, line in run.ordered.values()])
    newest = standing(kept)
    rows = []
    for reference, (_, line) in run.ordered.items():
        if line.case_id in actor.kept_off:
            continue
        found = newest.get(reference)
        rows.append(
            PaidRow(
                reference=reference,
                assistant=people.get(line.assistant_id, ""),
                contract_number=line.contract_number,
                period=line.period,
                figures=None if found is None else found.figures,
                paid_on=None if found is None else found.paid_on,
                reason="" if found is None else found.reason,
                corrections=max(0, len(kept.get(reference, ())) - 1),
                transport_cents=line.transport_cents,
            )
        )
    answered = [newest[row.reference] for row in rows if row.figures is not None]
    return PaidByPayroll(rows, len(answered), summed(answered), may_import=can(actor, RIGHT, thing))

"""Ministry claims: one for each municipality and month."""

from __future__ import annotations

from engine import instances
from engine.clock import local_day
from engine.domain.service_month import ServiceMonth
from engine.instances import Move, NewInstance
from engine.persistence import rows
from engine.persistence.queries.month_opening import release_for
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime, Tenant

PROCESS = "ministry_claim"


def open_period(runtime: Runtime, tenant: Tenant, period: ServiceMonth) -> int:
    """Begin the municipality's claim for the month, once; its id."""
    with runtime.reading(tenant) as session:
        known = rows.first(session, MinistryClaim, period=str(period))
        if known is not None:
            return known.id
        municipality = session.get_one(Municipality, tenant.municipality_id)
        code, regime = municipality.code, str(municipality.settings.get("regime", "proposed_2019"))
        release_id = release_for(session, tenant, local_day(runtime.clock.now()))
    claim_id = runtime.reserve(tenant, "ministry_claim")
    instance_id = runtime.reserve(tenant, "process_instance")
    key = f"{code}/{period}"
    values = {"claim_id": claim_id, "period": str(period), "regime": regime, "subject": key}
    move = Move("claim_opened", details={"period": str(period)})
    row = {"id": claim_id, "municipality_id": tenant.municipality_id, "period": str(period), "number": key}
    with runtime.transaction(tenant) as session:
        rows.insert_many(session, MinistryClaim, [row])
        new = NewInstance(PROCESS, key, values, release_id)
        walk, progress = instances.begin(runtime, session, tenant, (instance_id, new), move)
        instances.write_start(runtime, session, walk, progress, move)
        rows.change(session, MinistryClaim, {"instance_id": instance_id}, id=claim_id)
    return claim_id

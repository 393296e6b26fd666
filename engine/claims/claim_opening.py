"""Begins a municipality's claim for a month."""

from __future__ import annotations

from engine.clock import local_day
from engine.documents.wording import month as month_in_words
from engine.domain.service_month import ServiceMonth
from engine.instances import instances
from engine.instances.instances import Move, NewInstance
from engine.persistence import rows
from engine.persistence.queries.month_opening import release_for
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.installation import Municipality
from engine.runtime import Runtime, Tenant

PROCESS = "ministry_claim"


def open_period(runtime: Runtime, tenant: Tenant, period: ServiceMonth) -> int:
    """Begin the claim for the month and collect its lines, once; its id."""
    with runtime.reading(tenant) as session:
        known = rows.first(session, MinistryClaim, period=str(period))
        if known is not None:
            return known.id
    claim_id = runtime.reserve(tenant, "ministry_claim")
    instance_id = runtime.reserve(tenant, "process_instance")
    move = Move("claim_opened", details={"period": str(period)})
    with runtime.reading(tenant) as session:
        release_id = release_for(session, tenant, local_day(runtime.clock.now()))
        municipality = session.get_one(Municipality, tenant.municipality_id)
        regime = runtime.rule_book(session).regime_on(period.last_day, municipality.chosen_regime)
        new = _new(municipality, regime, claim_id, period, release_id)
        walk, progress = instances.begin(runtime, session, tenant, (instance_id, new), move)
    row = {
        "id": claim_id,
        "municipality_id": tenant.municipality_id,
        "period": str(period),
        "number": new.business_key,
    }
    with runtime.transaction(tenant) as session:
        rows.insert_many(session, MinistryClaim, [row])
        instances.write_start(runtime, session, walk, progress, move)
        rows.change(session, MinistryClaim, {"instance_id": instance_id}, id=claim_id)
    return claim_id


def _new(
    municipality: Municipality, regime: str, claim_id: int, period: ServiceMonth, release_id: int
) -> NewInstance:
    number = f"{municipality.code}/{period}"
    values = {
        "subject": f"{municipality.name}, {month_in_words(period, 'lv')}",
        "claim_id": claim_id,
        "period": str(period),
        "regime": regime,
    }
    return NewInstance(PROCESS, number, values, release_id)

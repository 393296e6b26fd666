"""Payroll's answer as a file: taken whole, or not at all; taken again, it changes nothing."""

from __future__ import annotations

from dataclasses import replace

from engine.claims.claim_access import tenant_of
from engine.clock import local_day
from engine.domain.rights import Actor
from engine.payments.net_pay_reading import RIGHT, ResultsRead, read
from engine.persistence import audit
from engine.persistence.effects.net_pay import NewResults, is_kept, keep_results
from engine.persistence.queries import net_pay
from engine.runtime import Runtime


def import_results(
    runtime: Runtime, actor: Actor, claim_id: int, file_name: str, content: bytes
) -> ResultsRead:
    """Keep what is new in the file in one transaction, or nothing where a row must be mended.

    NotFound where this person may not; an EngineError where the file as a whole cannot be read.
    """
    tenant = tenant_of(runtime, actor, claim_id, RIGHT)
    now = runtime.clock.now()
    with runtime.transaction(tenant) as session:
        run, found = read(session, claim_id, content, local_day(now))
        if is_kept(session, run.run_id, content):
            return replace(found, troubles={}, fresh=())
        if not found.is_taken or not found.fresh:
            return found
        new = NewResults(
            municipality_id=tenant.municipality_id or 0,
            run_id=run.run_id,
            file_name=file_name,
            content=content,
            results=found.fresh,
            numbers={name: len(every) for name, every in net_pay.kept(session, run.run_id).items()},
            months={name: line.month_id for name, (_, line) in run.ordered.items()},
        )
        keep_results(session, new, actor.user_id, now)
        audit.record(
            session,
            action="payroll_results_imported",
            at=now,
            municipality_id=tenant.municipality_id,
            actor_user_id=actor.user_id,
            object_kind="ministry_claim",
            object_id=str(claim_id),
            details={"rows": len(found.fresh), "file": file_name},
        )
    return found

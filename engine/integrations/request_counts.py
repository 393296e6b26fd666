"""How much an integration asks: counted by the minute in our own table, for all processes together."""

from __future__ import annotations

from engine.integrations.tokens import Caller
from engine.persistence import rows
from engine.persistence.queries import request_counts
from engine.persistence.tables.integrations import IntegrationUse
from engine.runtime import EVERY, Runtime

MOST_A_MINUTE = 600
KEPT = 5  # minutes


def seconds_to_wait(runtime: Runtime, caller: Caller) -> int | None:
    """Count this request; None where it may go on, else in how many seconds the next minute begins."""
    now = runtime.clock.now().timestamp()
    minute = int(now // 60)
    with runtime.transaction(EVERY) as session:
        key = {"integration_id": caller.integration_id, "minute": minute}
        new = {**key, "municipality_id": caller.actor.municipality_id, "count": 0}
        if rows.add_unless_there(session, IntegrationUse, new):
            rows.remove(
                session, IntegrationUse, integration_id=caller.integration_id, minute__before=minute - KEPT
            )
        count = request_counts.one_more(session, caller.integration_id, minute)
    return None if count <= MOST_A_MINUTE else max(1, int((minute + 1) * 60 - now + 0.999))

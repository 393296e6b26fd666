"""Opens the month of every contract in force."""

from __future__ import annotations

from collections.abc import Sequence

from engine.clock import local_day
from engine.domain.service_month import ServiceMonth
from engine.instances import instances
from engine.months.month_beginning import Begun, Opening, begin, plan
from engine.persistence import rows
from engine.persistence.queries import month_opening as opening
from engine.persistence.queries import months as board
from engine.persistence.queries.month_opening import ContractToOpen
from engine.persistence.tables.months import ServiceMonth as MonthRow
from engine.runtime import Runtime, Session, Tenant

CHUNK = 50  # months in one transaction


def open_period(
    runtime: Runtime, tenant: Tenant, period: ServiceMonth, *, by_week: bool | None = None
) -> int:
    """Open the month of every contract in force on any day of it that lacks it; how many were opened.

    `by_week`: only contracts granted by week and purpose, or only the others; None: all. Safe to repeat, and
    for several processes at once: a month that another has opened meanwhile is left out. Each chunk is one
    transaction.
    """
    opened = 0
    last_id = 0
    while True:
        with runtime.reading(tenant) as session:
            chunk = opening.missing(session, period, by_week=by_week, after_contract_id=last_id, limit=CHUNK)
        if not chunk:
            return opened
        opened += _open_chunk(runtime, tenant, period, chunk)
        last_id = chunk[-1].contract_id


def _open_chunk(
    runtime: Runtime, tenant: Tenant, period: ServiceMonth, chunk: Sequence[ContractToOpen]
) -> int:
    month_id = runtime.reserve(tenant, "service_month", len(chunk))
    instance_id = runtime.reserve(tenant, "process_instance", len(chunk))
    move = instances.Move("month_opened", details={"period": str(period)})
    with runtime.reading(tenant) as session:
        release_id = opening.release_for(session, tenant, local_day(runtime.clock.now()))
        what = Opening(tenant, period, runtime.release(session, release_id), move)
        planned = [
            plan(runtime, session, what, contract, (month_id + at, instance_id + at))
            for at, contract in enumerate(chunk)
        ]
        over = local_day(runtime.clock.now()) >= period.last_day
        begun = [] if over else [begin(runtime, session, what, one) for one in planned]
    with runtime.transaction(tenant) as session:
        lacking = [contract.contract_id for contract in chunk]
        there = board.opened_meanwhile(session, tenant.municipality_id, period, lacking)
        planned = [one for one in planned if one.row["contract_id"] not in there]
        begun = [one for one in begun if one.row["contract_id"] not in there]
        if over:  # its reminder or deadline may be due at once, and both read the row
            rows.insert_many(session, MonthRow, [{**one.row, "instance_id": None} for one in planned])
            begun = [begin(runtime, session, what, one) for one in planned]
            _store(runtime, session, begun)
            for one in planned:
                rows.change(session, MonthRow, {"instance_id": one.instance_id}, id=one.row["id"])
        else:
            _store(runtime, session, begun)
            rows.insert_many(session, MonthRow, [one.row for one in planned])
        instances.write(runtime, session, [(one.walk, one.progress) for one in begun], what.move)
    return len(planned)


def _store(runtime: Runtime, session: Session, begun: Sequence[Begun]) -> None:
    instances.store_begun(runtime, session, [(one.walk, one.progress) for one in begun])

"""Gives every copied case a past: one month more that was entered, signed, checked, paid and booked.

Copies of a real paid month of the ground, one period earlier; their audit trail is signed and sealed, so that
`verify` finds as sound a house as it finds after real months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.domain.service_month import ServiceMonth as Period
from engine.persistence import rows
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.months import (
    AssistantWeek,
    AssistantWeekShare,
    Attestation,
    MonthEntry,
    MonthPay,
    MonthState,
    ServiceMonth,
)
from engine.runtime import Session
from engine.simulation.bench_ground import Ground
from engine.simulation.bench_rows import Row, contracts_after, events_of, plain, seal_all, tell_again

_OF_MONTH = (MonthEntry, Attestation, MonthPay, AssistantWeekShare)  # tables whose rows hang on a month


def give_paid_month(stage: Ground) -> None:
    """A paid month for every case that `fill` has made, then a sealed audit trail."""
    done = len(stage.pairs)
    while contracts := _next(stage, done):
        count = len(contracts)
        month_id = stage.runtime.reserve(stage.tenant, "service_month", count)
        instance_id = stage.runtime.reserve(stage.tenant, "process_instance", count)
        with stage.runtime.transaction(stage.tenant) as session:
            _copy(session, contracts, month_id, instance_id)
        done = contracts[-1].case_id
    seal_all(stage.runtime)


def _next(stage: Ground, after_case: int) -> Sequence[Any]:
    with stage.runtime.reading(stage.tenant) as session:
        return contracts_after(session, after_case)


def _copy(session: Session, contracts: Sequence[Any], month_id: int, instance_id: int) -> None:
    """The rows of a paid month again for each contract, under new numbers."""
    [real] = rows.every(session, ServiceMonth, state=MonthState.READY, order_by=["id"], limit=1)
    [like] = plain(session, ServiceMonth, id=real.id)
    [instance] = plain(session, ProcessInstance, id=real.instance_id)
    like["period"] = str(Period.parse(real.period).plus(-1))
    months = []
    for at, contract in enumerate(contracts):
        own = {"case_id": contract.case_id, "contract_id": contract.id}
        months.append({**like, **own, "id": month_id + at, "instance_id": instance_id + at})
    rows.insert_many(session, ProcessInstance, [_instance(instance, one) for one in months])
    rows.insert_many(session, ServiceMonth, months)
    for table in _OF_MONTH:
        hanging = plain(session, table, month_id=real.id)
        rows.insert_many(session, table, [_hung(row, one) for one in months for row in hanging])
    weeks = plain(session, AssistantWeekShare, month_id=real.id)
    rows.insert_many(session, AssistantWeek, [_week(_hung(row, one)) for one in months for row in weeks])
    _book(session, months, real.id)
    tell_again(session, events_of(session, real.instance_id or 0), months)


def _book(session: Session, months: Sequence[Row], original_id: int) -> None:
    """The entry of the original's pay again for each month."""
    [entry] = rows.every(session, JournalEntry, month_id=original_id)
    [like] = plain(session, JournalEntry, id=entry.id)
    lines = plain(session, Posting, entry_id=entry.id)
    entries = [{**like, "month_id": one["id"], "entry_key": f"month-{one['id']}"} for one in months]
    ids = rows.insert_for_ids(session, JournalEntry, entries)
    rows.insert_many(session, Posting, [{**line, "entry_id": one} for one in ids for line in lines])


def _instance(like: Mapping[str, Any], month: Mapping[str, Any]) -> Row:
    return {
        **like,
        "id": month["instance_id"],
        "case_id": month["case_id"],
        "business_key": str(month["id"]),
    }


def _hung(row: Mapping[str, Any], month: Mapping[str, Any]) -> Row:
    """The row for another month; an assistant's weeks belong to that month's assistant alone."""
    hung = {**row, "month_id": month["id"]}
    return hung if "assistant_key" not in row else {**hung, "assistant_key": f"bench-{month['id']}"}


def _week(share: Mapping[str, Any]) -> Row:
    return {name: share[name] for name in ("assistant_key", "iso_year", "iso_week", "minutes")}

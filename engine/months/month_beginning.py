"""What a month begins with: its values, its deadline, its row and its instance's first step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.clock import local_day
from engine.domain.service_month import ServiceMonth
from engine.instances import instances
from engine.instances.instances import Move, NewInstance, Progress, Walk
from engine.months.month_deadline import BY_MONTH, BY_PURPOSE, deadline_of
from engine.months.month_values import first_values
from engine.persistence.queries.month_opening import ContractToOpen
from engine.persistence.tables.months import MonthState
from engine.runtime import LoadedRelease, Runtime, Session, Tenant


@dataclass(frozen=True, slots=True)
class Opening:
    """What a chunk of months is opened with."""

    tenant: Tenant
    period: ServiceMonth
    release: LoadedRelease
    move: Move


@dataclass(frozen=True, slots=True)
class Planned:
    """A month's row and its instance before the first step."""

    row: dict[str, object]
    instance_id: int
    new: NewInstance


@dataclass(frozen=True, slots=True)
class Begun:
    """A month ready to be stored: its row and its instance after the first step."""

    row: dict[str, object]
    walk: Walk
    progress: Progress


def begin(runtime: Runtime, session: Session, opening: Opening, planned: Planned) -> Begun:
    """The month's first step, in memory. Whatever is due already happens in it, so the row must be there."""
    new = (planned.instance_id, planned.new)
    walk, progress = instances.begin(runtime, session, opening.tenant, new, opening.move)
    return Begun(planned.row, walk, progress)


def plan(
    runtime: Runtime, session: Session, opening: Opening, contract: ContractToOpen, ids: tuple[int, int]
) -> Planned:
    """The month of a contract; `ids` are those of its row and of its instance."""
    month_id, instance_id = ids
    period, release = opening.period, opening.release
    values = first_values(month_id, period, contract, runtime.rule_book(session))
    process = BY_MONTH if contract.weekly is None else BY_PURPOSE
    new = NewInstance(process, str(month_id), values, release.release_id, contract.case_id)
    now = runtime.clock.now()
    row = {
        "id": month_id,
        "municipality_id": contract.municipality_id,
        "contract_id": contract.contract_id,
        "case_id": contract.case_id,
        "period": str(period),
        "state": MonthState.OPEN,
        "granted_minutes": values["granted_minutes"],
        "recipient_signer_id": values["recipient_signer_id"],
        "recipient_signer_kind": values["recipient_signer_kind"],
        "instance_id": instance_id,
        "deadline_at": deadline_of(runtime, session, release, process, values),
        "opened_at": now,
        "opened_late": _late(now, period),
    }
    return Planned(row, instance_id, new)


def _late(now: datetime, period: ServiceMonth) -> bool:
    return local_day(now) > period.first_day

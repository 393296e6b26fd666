"""Whether a case's instance runs or is held."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import InstanceStatus, ProcessInstance

__all__ = ["Held", "InstanceStatus", "held_among", "of_case", "set_status"]


@dataclass(frozen=True, slots=True)
class Held:
    """The instance of a case as it stands."""

    instance_id: int
    municipality_id: int
    version: int
    status: InstanceStatus


def of_case(session: Session, case_id: int) -> Held | None:
    """The case's own instance, or None where this tenant has no such case, or it has none yet."""
    statement = (
        select(
            ProcessInstance.id,
            ProcessInstance.municipality_id,
            ProcessInstance.version,
            ProcessInstance.status,
        )
        .join(ServiceCase, ServiceCase.instance_id == ProcessInstance.id)
        .where(ServiceCase.id == case_id)
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else Held(*row)


def set_status(session: Session, found: Held, status: InstanceStatus) -> bool:
    """Hold it, or let it run; False when a step of it was committed since it was read."""
    changed = {"status": status, "version": found.version + 1}
    return rows.change(session, ProcessInstance, changed, id=found.instance_id, version=found.version) == 1


def held_among(session: Session, instance_ids: Collection[int]) -> set[int]:
    """Those of the instances that somebody holds."""
    if not instance_ids:
        return set()
    found = rows.values(
        session, ProcessInstance, ["id"], id=tuple(instance_ids), status=InstanceStatus.SUSPENDED
    )
    return {row.id for row in found}

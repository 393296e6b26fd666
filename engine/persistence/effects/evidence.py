"""A confirmation for the hours of a month is demanded, and comes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.weekly import EvidenceDemand


@dataclass(frozen=True, slots=True)
class NewDemand:
    """What is demanded, by whom, and until when it is waited for."""

    month_id: int
    purpose: str
    demanded_on: date
    due_on: date
    demanded_by: int


def keep_demand(session: Session, demand: NewDemand) -> None:
    """Keep what was demanded."""
    [(municipality_id,)] = rows.values(session, ServiceMonth, ("municipality_id",), id=demand.month_id)
    row = {"municipality_id": municipality_id, **asdict(demand)}
    rows.insert_many(session, EvidenceDemand, [row])


def keep_receipt(session: Session, demand_id: int, received_on: date, received_by: int) -> None:
    """Note that a demanded confirmation came."""
    came = {"received_on": received_on, "received_by": received_by}
    rows.change(session, EvidenceDemand, came, id=demand_id)

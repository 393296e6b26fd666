"""What people call an instance: by the case it belongs to and, of a month or its correction, the month."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.corrections import MonthCorrection
from engine.persistence.tables.instances import ProcessInstance
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.moved_cases import MovedCase


def called(session: Session, instance_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Instance → what people call it: the number of its case ("" without one), its service month or ""."""
    return _called(session, ProcessInstance.id.in_(instance_ids)) if instance_ids else {}


def called_in(session: Session, plan_id: int) -> dict[int, tuple[str, str]]:
    """The same of the cases of a plan, however many they are."""
    listed = select(MovedCase.instance_id).where(MovedCase.plan_id == plan_id)
    return _called(session, ProcessInstance.id.in_(listed))


def _called(session: Session, wanted: ColumnElement[bool]) -> dict[int, tuple[str, str]]:
    of_correction = aliased(ServiceMonth)
    statement = (
        select(ProcessInstance.id, ServiceCase.case_number, ServiceMonth.period, of_correction.period)
        .outerjoin(ServiceCase, ServiceCase.id == ProcessInstance.case_id)
        .outerjoin(ServiceMonth, ServiceMonth.instance_id == ProcessInstance.id)
        .outerjoin(MonthCorrection, MonthCorrection.instance_id == ProcessInstance.id)
        .outerjoin(of_correction, of_correction.id == MonthCorrection.month_id)
        .where(wanted)
    )
    found = session.execute(statement)
    return {one: (number or "", month or corrected or "") for one, number, month, corrected in found}

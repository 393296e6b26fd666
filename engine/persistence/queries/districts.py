"""Districts: which a municipality has, which case is in which, and the one condition that narrows lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from engine.domain.rights import UNSAID, Actor
from engine.persistence import rows
from engine.persistence.tables.districts import CaseDistrict, District, RoleDistrict

Districts = frozenset[int] | None  # whose cases somebody knows; None: all of them


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district, and how much names it."""

    district_id: int
    code: str
    name: str
    retired_on: date | None
    cases: int = 0
    roles: int = 0


def within(case_id: ColumnElement[Any] | Any, districts: Districts) -> list[ColumnElement[bool]]:
    """The case is in one of the districts or in none; no condition at all for whoever knows all cases.

    `case_id` is a column that may be null: what belongs to no case is in nobody's district.
    """
    if districts is None:
        return []
    elsewhere = select(CaseDistrict.case_id).where(
        CaseDistrict.case_id == case_id, CaseDistrict.district_id.not_in(sorted(districts))
    )
    return [case_id.is_not(None), ~elsewhere.exists()]


def said_of(case_id: ColumnElement[Any] | Any) -> ColumnElement[Any]:
    """What `Thing` says of the district of the case in a column; UNSAID where that is null."""
    own = select(CaseDistrict.district_id).where(CaseDistrict.case_id == case_id).scalar_subquery()
    return case((case_id.is_(None), UNSAID), else_=own)


def of_case_for(session: Session, actor: Actor, case_id: int | None) -> int | None:
    """What `Thing` says of the case's district: asked only where the actor's roles are limited."""
    if not actor.districts or case_id is None:
        return UNSAID
    return of_case(session, case_id)


def of_case(session: Session, case_id: int) -> int | None:
    """The district of a case; None: it has none."""
    found = rows.values(session, CaseDistrict, ["district_id"], case_id=case_id)
    return int(found[0].district_id) if found else None


def of_cases(session: Session, case_ids: Collection[int]) -> Mapping[int, int]:
    """Case → its district, of those that have one."""
    found = rows.values(session, CaseDistrict, ["case_id", "district_id"], case_id=tuple(case_ids))
    return {row.case_id: row.district_id for row in found}


def put(session: Session, municipality_id: int, case_id: int, district_id: int | None) -> None:
    """Have the case belong to a district, or (None) to none."""
    rows.remove(session, CaseDistrict, case_id=case_id)
    if district_id is not None:
        new = {"municipality_id": municipality_id, "case_id": case_id, "district_id": district_id}
        rows.insert_many(session, CaseDistrict, [new])


def listed(session: Session) -> Sequence[District]:
    """All of the session's municipality, retired ones too, by name."""
    return rows.every(session, District, order_by=["name", "id"])


def is_in_use(session: Session, district_id: int) -> bool:
    """Whether the session's municipality has it, and it is not retired."""
    return bool(rows.count(session, District, id=district_id, retired_on=None))


def to_choose(session: Session, held: frozenset[int]) -> list[DistrictRow]:
    """Those in use, and those that are held already."""
    return [
        DistrictRow(one.id, one.code, one.name, one.retired_on)
        for one in listed(session)
        if one.retired_on is None or one.id in held
    ]


def counted(session: Session) -> list[DistrictRow]:
    """The same, with how many cases and roles name each; three queries."""
    cases = rows.counts_by(session, CaseDistrict, "district_id")
    roles = _accounts(session)
    return [
        DistrictRow(one.id, one.code, one.name, one.retired_on, cases.get(one.id, 0), roles.get(one.id, 0))
        for one in listed(session)
    ]


def _accounts(session: Session) -> Mapping[int, int]:
    statement = select(RoleDistrict.district_id, func.count()).group_by(RoleDistrict.district_id)
    return {district_id: int(number) for district_id, number in session.execute(statement)}

"""Districts of a municipality: which there are, which case belongs to which, where a role counts."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.persistence.tables.base import Base, Id, OfMunicipality


class District(OfMunicipality, Base):
    """A part of a municipality that its social service works by; retired, never taken away."""

    __tablename__ = "district"
    __table_args__ = (
        UniqueConstraint("municipality_id", "code"),
        CheckConstraint("length(code) BETWEEN 1 AND 20", name="code_is_short"),
        CheckConstraint("length(name) BETWEEN 1 AND 100", name="name_of_a_line"),
    )

    id: Mapped[Id]
    code: Mapped[str]  # stays the same whatever the district is called
    name: Mapped[str]
    retired_on: Mapped[date | None]  # from this day no case and no role gets it any more


class CaseDistrict(OfMunicipality, Base):
    """The district of a case; one without a row belongs to none, and everybody of the role works with it."""

    __tablename__ = "case_district"
    __table_args__ = (Index(None, "district_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("service_case.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))


class RoleDistrict(OfMunicipality, Base):
    """A role that somebody holds counts in this district; a role without rows counts in all."""

    __tablename__ = "role_district"
    __table_args__ = (Index(None, "district_id"),)

    user_role_id: Mapped[int] = mapped_column(
        ForeignKey("user_role.id", ondelete="CASCADE"), primary_key=True
    )
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)

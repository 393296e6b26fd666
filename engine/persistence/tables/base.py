"""What every table shares: 64-bit ids, column types by annotation, named constraints, the municipality."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import CheckConstraint, Date, Enum, ForeignKey, Index, LargeBinary, MetaData, Text, text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from engine.persistence.types import BigId, Rate, UTCDateTime

Id = Annotated[
    int, mapped_column(BigId, primary_key=True, sort_order=-2)
]  # numbered by the database, never meaningful


class Base(DeclarativeBase):
    """The declarative base; a plain annotation gives the column type."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        int: BigId,
        str: Text,
        bytes: LargeBinary,
        date: Date,
        datetime: UTCDateTime,
        Decimal: Rate,
    }


class OfMunicipality:
    """A row of one municipality: no session of another one sees or writes it."""

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), sort_order=-1)


class OfMunicipalityOrAll:
    """A row of one municipality, or (null) of the installation as a whole, which only EVERY sees."""

    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), sort_order=-1)


def choice(values: type[StrEnum]) -> Enum:
    """Text restricted to the members of `values`, in Python and by a CHECK."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", values.__name__).lower()
    return Enum(
        values,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=lambda found: [member.value for member in found],
    )


def given_values(context: DefaultExecutionContext) -> Mapping[str, Any]:
    """The row being inserted, for defaults that follow from its other columns."""
    row: Mapping[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return row


def month_text(column: str = "period") -> CheckConstraint:
    """The column holds a month as "YYYY-MM"."""
    year_and_dash = f"length({column}) = 7 AND substr({column}, 5, 1) = '-'"
    return CheckConstraint(
        f"{year_and_dash} AND substr({column}, 6, 2) BETWEEN '01' AND '12'", name=f"{column}_is_a_month"
    )


def not_before(later: str, earlier: str) -> CheckConstraint:
    """The later column is empty or not before the earlier one."""
    return CheckConstraint(f"{later} IS NULL OR {later} >= {earlier}", name=f"{later}_not_before_{earlier}")


def at_least(column: str, least: int = 0) -> CheckConstraint:
    """The column is empty or no less than `least`."""
    return CheckConstraint(f"{column} >= {least}", name=f"{column}_at_least_{least}")


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows that satisfy `where` only, on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))

"""What the tables of a year are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.figure_limits import Limits, limits_of
from engine.domain.ministry_years import MinistryTable
from engine.domain.service_figures import ClaimedMonth
from engine.persistence.tables.opinions import OpinionCount

__all__ = ["ClaimedMonth", "Limits", "MinistryTable", "OpinionCount", "Purposes", "YearFigures", "limits_of"]


@dataclass(frozen=True, slots=True)
class Purposes:
    """What the service was used for, as far as that is kept."""

    reported: Mapping[str, tuple[int, int]]  # purpose → people, minutes; where reports name purposes
    granted: Mapping[str, int]  # purpose → people; where they do not
    of_person: Mapping[str, frozenset[str]]  # person → purposes reported, or granted


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The figures of a year; persons are words that name nobody."""

    year: int
    of_all: bool  # of every municipality
    months: Sequence[ClaimedMonth]
    purposes: Purposes
    opinions: OpinionCount | None
    unclaimed_cents: int  # booked for the year, not in a frozen claim yet
    accounts_agree: bool  # claims, their lines and the ledger say the same
    limits: Limits
    ministry: MinistryTable | None

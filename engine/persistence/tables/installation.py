"""The installation, its municipalities, the days that are not as the calendar says."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.domain.rules import Regime
from engine.persistence.tables.base import Base, Id, OfMunicipality, choice, partial_index
from engine.persistence.types import Json


class InstallationKind(StrEnum):
    """What the installation is for; set when the database is made and shown on each page."""

    DEMO = "demo"  # accepts demo numbers and the unofficial questionnaire
    TEST = "test"  # the same
    PRODUCTION = "production"  # refuses both


class Installation(Base):
    """The one row about this database."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Id]  # always 1
    kind: Mapped[InstallationKind] = mapped_column(choice(InstallationKind))  # never changes
    created_at: Mapped[datetime]
    key_check: Mapped[str]  # equals KeyRing.check_value() of the only keys that open this database


class Municipality(Base):
    """A municipality: the tenant that nearly every other row belongs to."""

    __tablename__ = "municipality"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)  # short, used in business keys and file names
    name: Mapped[str]
    name_genitive: Mapped[str] = mapped_column(default="")  # "Ogres novada"; before what belongs to it
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    bank_account: Mapped[str] = mapped_column(default="")  # IBAN that payments leave from; not a secret
    settings: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)  # regime, claim due day and the like

    @property
    def whose(self) -> str:
        """The name before what belongs to it ("Ogres novada"); the name itself where nobody said."""
        return self.name_genitive or self.name

    @property
    def chosen_regime(self) -> str:
        """The rule pack that its setting names; which order decides a case follows from the day as well."""
        return str(self.settings.get("regime", Regime.PROPOSED_2019))

    @property
    def contest_authority(self) -> str:
        """Where its decisions are contested: as it says itself, else its council ("Ogres novada dome")."""
        return str(self.settings.get("contest_authority", f"{self.whose} dome"))


class MunicipalityRelease(OfMunicipality, Base):
    """From which day a municipality's new instances take a release."""

    __tablename__ = "municipality_release"
    __table_args__ = (UniqueConstraint("municipality_id", "from_day"),)

    id: Mapped[Id]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    from_day: Mapped[date]  # one release a day; the latest day not after today is in force


class DayOff(Base):
    """A day that differs from the calendar, moved or local. Null municipality: everywhere."""

    __tablename__ = "day_off"
    __table_args__ = (
        UniqueConstraint("municipality_id", "day"),
        partial_index("uq_day_off_everywhere", "day", where="municipality_id IS NULL", unique=True),
    )

    id: Mapped[Id]
    municipality_id: Mapped[int | None] = mapped_column(
        ForeignKey("municipality.id")
    )  # not a tenant's secret
    day: Mapped[date]
    name: Mapped[str]
    is_working: Mapped[bool]  # True: work is done although the calendar says no

"""The stage of every story: one municipality, its office, the people of the service, a clock that waits.

The installation is founded once a test session (release published, cast signed up); each story gets a copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from engine.clock import RIGA, VirtualClock
from engine.domain.rights import Actor, Role
from engine.people import people
from engine.persistence.backup import copy_database
from engine.persistence.database import open_database
from engine.persistence.keys import KeyRing
from engine.persistence.tables.installation import InstallationKind
from engine.queue.table_queue import TableQueue
from engine.runtime import Runtime, Tenant
from engine.settings import Settings, read_settings
from engine.simulation.founding import (
    NewPerson,
    Uses,
    add_municipality,
    add_party,
    add_staff,
    found_installation,
)

FOUNDED = datetime(2026, 1, 2, 7, 0, tzinfo=UTC)
IN_USE_FROM = date(2026, 1, 1)
FIRST_RELEASE = 1
BEGINS = datetime(2026, 2, 2, 9, 0, tzinfo=RIGA)  # a Monday

OFFICE: Mapping[str, tuple[str, Role]] = {
    "caseworker": ("Ilze Ozola", Role.CASEWORKER),
    "other_caseworker": ("Dace Liepa", Role.CASEWORKER),
    "head": ("Valdis Krūmiņš", Role.HEAD_OF_SERVICE),
    "finance": ("Sanita Vītola", Role.FINANCE),
    "other_finance": ("Gints Zariņš", Role.FINANCE),
    "contest_authority": ("Baiba Eglīte", Role.CONTEST_AUTHORITY),
    "process_owner": ("Edgars Balodis", Role.PROCESS_OWNER),
    "auditor": ("Rita Siliņa", Role.AUDITOR),
}
PARTIES: Mapping[str, tuple[NewPerson, Role]] = {
    "anna": (
        NewPerson("Anna", "Bērziņa", date(1960, 5, 1), "010560-11011", "anna@example.org",
                  address="Upes iela 3, Ogre"),
        Role.RECIPIENT,
    ),
    "pauls": (
        NewPerson("Pauls", "Kļaviņš", date(1972, 3, 9), "090372-11049", "pauls@example.org",
                  address="Meža iela 7, Ogre"),
        Role.RECIPIENT,
    ),
    "elina": (
        NewPerson("Elīna", "Priede", date(2014, 4, 17), "170414-21022", address="Skolas iela 5, Ogre"),
        Role.RECIPIENT,
    ),
    "karlis": (
        NewPerson("Kārlis", "Priede", date(2008, 6, 15), "150608-21153", address="Skolas iela 5, Ogre"),
        Role.RECIPIENT,
    ),
    "marta": (
        NewPerson("Marta", "Priede", date(1985, 11, 3), "031185-11038", "marta@example.org",
                  address="Skolas iela 5, Ogre", bank_account="LV80BANK0000435195001"),
        Role.LEGAL_REPRESENTATIVE,
    ),
    "janis": (
        NewPerson("Jānis", "Kalniņš", date(1985, 5, 20), "200585-11110", "janis@example.org",
                  address="Pils iela 2, Ogre", bank_account="LV80BANK0000435195001"),
        Role.ASSISTANT,
    ),
    "liga": (
        NewPerson("Līga", "Jansone", date(1990, 2, 12), "120290-11124", "liga@example.org",
                  address="Lauku iela 9, Ogre", bank_account="LV80BANK0000435195001"),
        Role.ASSISTANT,
    ),
    "andris": (  # too young to be an assistant before September 2027
        NewPerson("Andris", "Jansons", date(2012, 9, 1), "010912-21137"),
        Role.ASSISTANT,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A founded installation on disk, and everybody in it by their name on the stage."""

    settings: Settings
    keys: KeyRing
    tenant: Tenant
    cast: Mapping[str, Actor]
    founded: Runtime  # closed; lends its parsed release and numbers
    begins: datetime = BEGINS  # when its stories begin

    def copy(self, folder: Path) -> Stage:
        """The same installation in a file of its own."""
        source = Path(self.settings.database_url.removeprefix("sqlite:///"))
        copy_database(source, folder / "story.db")
        return replace(self, settings=read_settings({}, database=str(folder / "story.db")))

    def open(self, clock: VirtualClock, parsed: Runtime | None = None) -> Runtime:
        """The installation opened as a process would that has just started.

        `parsed`, or whoever founded it, lends the parsed release and numbers (read-only, the same bytes):
        reading them anew takes a second each time and proves nothing.
        """
        lender = parsed or self.founded
        database = open_database(self.settings.database_url, self.keys, durable=False)
        fresh = Runtime(database=database, clock=clock, settings=self.settings, queue=TableQueue())
        fresh._releases = dict(lender._releases)
        fresh._rule_book = lender._rule_book
        return fresh


@dataclass(frozen=True, slots=True)
class Times:
    """When an installation is founded, used and played, and the order that its municipality names."""

    founded: datetime = FOUNDED
    in_use_from: date = IN_USE_FROM
    begins: datetime = BEGINS
    regime: str = "proposed_2019"


NOW = Times()
UNDER_MK_942 = Times(
    founded=datetime(2020, 12, 28, 7, 0, tzinfo=UTC),
    in_use_from=date(2021, 1, 1),
    begins=datetime(2021, 1, 11, 9, 0, tzinfo=RIGA),  # a Monday
    regime="r942",
)
UNDER_MK_316 = Times(regime="r316")


def found_stage(settings: Settings, keys: KeyRing, times: Times = NOW) -> Stage:
    """Found the installation in an empty database and sign everybody up; `tests/stages.py` keeps them."""
    clock = VirtualClock(times.founded)
    runtime = found_installation(settings, InstallationKind.TEST, clock=clock, keys=keys)
    tenant = add_municipality(
        runtime,
        "ogre",
        "Ogres novads",
        from_day=times.in_use_from,
        bank_account="LV80BANK0000435195001",
        uses=Uses(regime=times.regime),
    )
    cast = {
        name: add_staff(runtime, tenant, name, shown, [role], password=None)
        for name, (shown, role) in OFFICE.items()
    }
    for name, (person, role) in PARTIES.items():
        cast[name] = add_party(runtime, tenant, name, person, role, password=None)
    people.set_roles(runtime, "marta", [Role.LEGAL_REPRESENTATIVE, Role.ASSISTANT])
    cast["marta"] = people.actor(runtime, "marta")
    with runtime.reading(tenant) as session:
        runtime.release(session, FIRST_RELEASE)
        runtime.rule_book(session)
    runtime.database.close()
    return Stage(settings, keys, tenant, cast, runtime, times.begins)

"""The stage of every scenario: an installation with the release to be tried, copied for each, and its cast.

It is founded once, by the same door as a real one, in a folder that is thrown away; nothing of the installation
that asks for it is touched.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from engine import deployments, people
from engine.clock import RIGA, VirtualClock, local_day
from engine.domain.rights import Actor, Role
from engine.persistence import founding
from engine.persistence.backup import copy_database
from engine.persistence.database import open_database
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.runtime import EVERY, Runtime, Tenant, open_runtime
from engine.scenarios.cast import CAST, OFFICE
from engine.scenarios.parts import GivenContracts, GivenPerson, Scenario
from engine.settings import Settings, database_url
from engine.simulation.founding import NewPerson, add_municipality, add_party, add_staff
from engine.simulation.names import account_number, personal_code

FOUNDED = datetime(2019, 12, 30, 7, 0, tzinfo=UTC)
BEGINS_AT = time(9)
MOTHERS = {Role.LEGAL_REPRESENTATIVE: (Role.LEGAL_REPRESENTATIVE, Role.ASSISTANT)}
"""Most representatives are family and may assist too."""


@dataclass(frozen=True, slots=True)
class Founded:
    """The installation that every scenario copies."""

    file: Path
    keys: KeyRing
    runtime: Runtime  # closed; it knows the parsed release and the numbers, which every copy shares
    release_id: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One scenario's own copy, open, with everybody in it by name."""

    runtime: Runtime
    clock: VirtualClock
    tenant: Tenant
    cast: Mapping[str, Actor]

    @property
    def today(self) -> date:
        """The day in Latvia."""
        return local_day(self.clock.now())


def found(files: Mapping[str, bytes], packs: Path, folder: Path) -> Founded:
    """Publish the release in a new installation inside `folder`; `packs` is the folder of the dated numbers."""
    file, keys = folder / "founded.db", new_key_ring()
    runtime = _open(file, keys, VirtualClock(FOUNDED))
    with runtime.transaction(EVERY) as session:
        founding.found(session, InstallationKind.TEST, now=FOUNDED)
    deployments.record_rule_packs(runtime, packs)
    published = deployments.publish(runtime, files, author=None, approver=None)
    with runtime.reading(EVERY) as session:
        runtime.release(session, published.release_id)
        runtime.rule_book(session)
    runtime.database.close()
    return Founded(file, keys, runtime, published.release_id)


def set_up(founded: Founded, scenario: Scenario, file: Path) -> Stage:
    """A copy of the installation on the scenario's first day, with its cast signed up."""
    copy_database(founded.file, file)
    clock = VirtualClock(datetime.combine(scenario.begins, BEGINS_AT, tzinfo=RIGA))
    runtime = copy(founded.runtime)
    runtime.database, runtime.clock = open_database(database_url(file), founded.keys, durable=False), clock
    tenant = add_municipality(
        runtime,
        "paraugi",
        "Paraugu novads",
        from_day=_in_use_from(scenario),
        release_id=founded.release_id,
        bank_account=account_number(1),
    )
    cast = {
        name: add_staff(runtime, tenant, name, name, [Role(role)], password=None)
        for role in OFFICE
        for name in (role, f"other_{role}")
    }
    for number, person in enumerate(_everybody(scenario), start=2):
        cast[person.name] = _sign_up(runtime, tenant, person, number)
    return Stage(runtime, clock, tenant, cast)


def _open(file: Path, keys: KeyRing, clock: VirtualClock) -> Runtime:
    """Opened without waiting for the disk at every step: the file is thrown away."""
    settings = Settings(database_url=database_url(file), key_file=file.with_suffix(".key"))
    return open_runtime(settings, clock=clock, keys=keys, durable=False)


def _in_use_from(scenario: Scenario) -> date:
    """The first month that is opened and claimed: the one the scenario is about, or where it begins."""
    start = scenario.start
    days = [scenario.begins]
    if isinstance(start, GivenContracts):
        days.append(date.fromisoformat(f"{start.period}-01"))
    return min(days).replace(day=1)


def _everybody(scenario: Scenario) -> list[GivenPerson]:
    own = {person.name: person for person in scenario.people}
    return [own.get(person.name, person) for person in CAST] + [
        person for name, person in own.items() if name not in {one.name for one in CAST}
    ]


def _sign_up(runtime: Runtime, tenant: Tenant, given: GivenPerson, number: int) -> Actor:
    role = Role(given.role)
    new = NewPerson(
        given_name=given.given_name,
        family_name=given.family_name,
        birth_date=given.birth_date,
        personal_code=personal_code(given.birth_date, number),
        email=f"{given.name}@example.org",
        phone=f"2{number:07d}",
        address=f"Liepu iela {number}, Paraugi",
        bank_account=account_number(number),
    )
    actor = add_party(runtime, tenant, given.name, new, role, password=None)
    if role in MOTHERS:
        people.set_roles(runtime, given.name, MOTHERS[role])
        actor = people.actor(runtime, given.name)
    return actor

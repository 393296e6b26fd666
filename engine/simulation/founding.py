"""A new installation: its kind, its numbers, its first release, its municipalities and their people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine import deployments, people
from engine.clock import Clock, local_day
from engine.domain.rights import Actor, Role
from engine.people import NewAccount
from engine.persistence import founding, lookups
from engine.persistence.keys import KeyRing
from engine.persistence.tables.installation import InstallationKind, Municipality
from engine.persistence.tables.people import Person
from engine.runtime import EVERY, Runtime, Tenant, open_runtime
from engine.settings import Settings
from engine.simulation.sign_ins import DEMO_PASSWORD

KINDS = tuple(one.value for one in InstallationKind)  # demo, test, production


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person as an office would write them down."""

    given_name: str
    family_name: str
    birth_date: date
    personal_code: str | None = None
    email: str = ""
    phone: str = ""
    address: str = ""
    bank_account: str | None = None


def found_installation(
    settings: Settings,
    kind: InstallationKind,
    *,
    clock: Clock,
    keys: KeyRing | None = None,
    durable: bool = True,
) -> Runtime:
    """An empty database made ready: kind, rule packs and first release from the folders.

    `durable=False` leaves out the sync to disk, for databases that are thrown away.
    """
    runtime = open_runtime(settings, clock=clock, keys=keys, durable=durable)
    with runtime.transaction(EVERY) as session:
        founding.found(session, kind, now=clock.now())
    deployments.record_rule_packs(runtime, settings.processes_folder / "rule_packs")
    files = deployments.read_folders(settings.processes_folder, settings.forms_folder)
    deployments.publish(runtime, files, author=None, approver=None)
    return runtime


def open_or_found(settings: Settings, kind: str, *, clock: Clock) -> Runtime:
    """The installation as it is; an empty database is founded first. What was founded is never republished:
    from then on the database is the truth, not the folders."""
    runtime = open_runtime(settings, clock=clock)
    with runtime.reading(EVERY) as session:
        if founding.is_founded(session):
            return runtime
    runtime.database.close()
    return found_installation(settings, InstallationKind(kind), clock=clock)


def add_municipality(
    runtime: Runtime, code: str, name: str, *, from_day: date, release_id: int = 1, bank_account: str = ""
) -> Tenant:
    """A municipality that uses a release from a day on."""
    with runtime.transaction(EVERY) as session:
        row = Municipality(
            code=code,
            name=name,
            address=f"Brīvības iela 1, {name}",
            phone="+371 60000000",
            email=f"socialais@{code}.example",
            bank_account=bank_account,
            settings={"regime": "proposed_2019"},
        )
        session.add(row)
        session.flush()
        tenant = Tenant(row.id)
    deployments.take_into_use(runtime, tenant, release_id, from_day)
    return tenant


def add_staff(
    runtime: Runtime,
    tenant: Tenant,
    user_name: str,
    display_name: str,
    roles: Iterable[Role],
    *,
    password: str | None = DEMO_PASSWORD,
) -> Actor:
    """Somebody of the office, ready to act."""
    people.add(runtime, tenant, NewAccount(user_name, display_name, password, frozenset(roles)))
    return people.actor(runtime, user_name)


def add_person(runtime: Runtime, tenant: Tenant, new: NewPerson) -> int:
    """A person of the service; gives the id."""
    with runtime.transaction(tenant) as session:
        code_hash = (
            lookups.personal_code_hash(runtime.database.keys, new.personal_code)
            if new.personal_code
            else None
        )
        person = Person(
            municipality_id=tenant.municipality_id,
            given_name=new.given_name,
            family_name=new.family_name,
            personal_code=new.personal_code,
            personal_code_hash=code_hash,
            birth_date=new.birth_date,
            email=new.email,
            phone=new.phone,
            address=new.address,
            bank_account=new.bank_account,
        )
        session.add(person)
        session.flush()
        return person.id


def add_party(
    runtime: Runtime,
    tenant: Tenant,
    user_name: str,
    new: NewPerson,
    role: Role,
    *,
    password: str | None = DEMO_PASSWORD,
) -> Actor:
    """A recipient, an assistant or a representative with an account of their own."""
    person_id = add_person(runtime, tenant, new)
    name = f"{new.given_name} {new.family_name}"
    people.add(runtime, tenant, NewAccount(user_name, name, password, frozenset({role}), person_id))
    return people.actor(runtime, user_name)


def today(runtime: Runtime) -> date:
    """The day in Latvia by the runtime's clock."""
    return local_day(runtime.clock.now())

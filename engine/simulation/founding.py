"""Made-up municipalities and people, added as the office and the administrator would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor, Role
from engine.office import municipalities
from engine.office.municipalities import NewMunicipality
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import lookups
from engine.persistence.tables.people import Person
from engine.releases.installations import found_installation
from engine.runtime import Runtime, Tenant
from engine.simulation.sign_ins import DEMO_PASSWORD

__all__ = [
    "NewPerson",
    "Uses",
    "add_municipality",
    "add_party",
    "add_person",
    "add_staff",
    "found_installation",
    "today",
]


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


@dataclass(frozen=True, slots=True)
class Uses:
    """What a made-up municipality goes by: a release, and the order that its setting names."""

    release_id: int = 1
    regime: str = "proposed_2019"


USUAL = Uses()


def add_municipality(
    runtime: Runtime, code: str, name: str, *, from_day: date, bank_account: str = "", uses: Uses = USUAL
) -> Tenant:
    """A made-up municipality that uses a release from a day on."""
    card = NewMunicipality(
        code=code,
        name=name,
        name_genitive=f"{name.removesuffix('s')}a",  # all made-up ones are masculine: novads, novada
        address=f"Brīvības iela 1, {name}",
        phone="+371 60000000",
        email=f"socialais@{code}.example",
        bank_account=bank_account,
        regime=uses.regime,
    )
    return municipalities.add(runtime, card, release_id=uses.release_id, from_day=from_day)


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


def let_in(runtime: Runtime, tenant: Tenant, role: Role, person_id: int) -> None:
    """An account for somebody the service knows already, named after the role, with the demo's password."""
    people.add(runtime, tenant, NewAccount(role, role, DEMO_PASSWORD, frozenset({role}), person_id))


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

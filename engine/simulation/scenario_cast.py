"""Signs up everybody who takes part in a scenario: the office, the usual cast, the file's own people."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Actor, Role
from engine.people import people
from engine.runtime import Runtime, Tenant
from engine.scenarios.cast import CAST, OFFICE
from engine.scenarios.parts import GivenPerson, Scenario
from engine.simulation.founding import NewPerson, add_party, add_staff
from engine.simulation.names import account_number, personal_code

Cast = Mapping[str, Actor]
"""Name in the scenario → who acts under it."""
ROLES = {Role.LEGAL_REPRESENTATIVE: (Role.LEGAL_REPRESENTATIVE, Role.ASSISTANT)}
"""Most representatives are family, and may assist too."""


def sign_up(runtime: Runtime, tenant: Tenant, scenario: Scenario) -> Cast:
    """Everybody, ready to act."""
    cast = {
        name: add_staff(runtime, tenant, name, name, [Role(role)], password=None)
        for role in OFFICE
        for name in (role, f"other_{role}")
    }
    for number, person in enumerate(_everybody(scenario), start=2):
        cast[person.name] = _party(runtime, tenant, person, number)
    return cast


def _everybody(scenario: Scenario) -> list[GivenPerson]:
    """The usual cast, each as the file wants them, and whom the file adds."""
    everybody = {person.name: person for person in (*CAST, *scenario.people)}
    return list(everybody.values())


def _party(runtime: Runtime, tenant: Tenant, given: GivenPerson, number: int) -> Actor:
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
    if role in ROLES:
        people.set_roles(runtime, given.name, ROLES[role])
        actor = people.actor(runtime, given.name)
    return actor

"""A municipality with an office and people who will apply, made from a seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from engine.clock import VirtualClock
from engine.domain.rights import PARTIES, Actor, Role
from engine.people import people
from engine.people.people import NewAccount
from engine.runtime import EVERY, Runtime, Tenant
from engine.simulation.founding import add_person, add_staff
from engine.simulation.names import account_number, born_aged, make_person
from engine.simulation.profiles import MonthHabit, Profile
from engine.simulation.sign_ins import DEMO_SIGN_INS, SignIn
from engine.simulation.town import Resident, Town

OFFICE = tuple(one for one in DEMO_SIGN_INS if one.role not in {*PARTIES, Role.MINISTRY_OFFICER})
SECONDS = (
    SignIn(Role.CASEWORKER, "gunta", "Gunta Lapiņa"),
    SignIn(Role.FINANCE, "aigars", "Aigars Bite"),
    SignIn(Role.HEAD_OF_SERVICE, "viktors", "Viktors Siliņš"),
)
"""The second person for each two-person rule."""

USUAL: Sequence[tuple[int, Profile]] = (
    (60, Profile()),
    (16, Profile(points=2, purpose="school_board")),
    (6, Profile(points=0)),  # not needed
    (6, Profile(habit=MonthHabit.RECIPIENT_CORRECTS)),
    (4, Profile(habit=MonthHabit.ONLY_ASSISTANT)),
    (2, Profile(habit=MonthHabit.NOBODY)),
    (3, Profile(habit=MonthHabit.TOO_MANY_HOURS)),
    (3, Profile(documents="late", contract_form="self_employed")),
)
"""How often each kind of case comes, in parts of a hundred; a mixture for exercise, not a statistic."""


def add_office(runtime: Runtime, tenant: Tenant, *, password: str | None) -> dict[str, Actor]:
    """The office: somebody for each role and a second person for each two-person rule."""
    staff: dict[str, Actor] = {}
    for one in OFFICE:
        staff[one.role] = add_staff(runtime, tenant, one.user, one.name, [one.role], password=password)
    for one in SECONDS:
        staff[f"other_{one.role}"] = add_staff(
            runtime, tenant, one.user, one.name, [one.role], password=password
        )
    return staff


def add_ministry(runtime: Runtime) -> None:
    """The ministry's officer, who belongs to no municipality."""
    for one in DEMO_SIGN_INS:
        if one.role is Role.MINISTRY_OFFICER:
            add_staff(runtime, EVERY, one.user, one.name, [one.role], password=one.password)


def make_town(runtime: Runtime, tenant: Tenant, clock: VirtualClock, *, count: int, seed: int) -> Town:
    """An office and `count` residents who apply over the first weeks."""
    random = Random(seed)  # noqa: S311 -- a simulation is repeated by its seed
    staff = add_office(runtime, tenant, password=None)
    town = Town(runtime, tenant, clock, staff, [], random)
    profiles = _mixture(random, count)
    for number, profile in enumerate(profiles):
        assistant_id = add_assistant(town, number)
        person = make_person(random, 3 * number, born=born_aged(random, town.today, 22, 70), town="Paraugi")
        applies_on = town.today + timedelta(days=random.randint(0, 20))
        town.residents.append(Resident(person, applies_on, assistant_id, profile))
    return town


def add_assistant(
    town: Town,
    number: int,
    *,
    name: tuple[str, str] | None = None,
    account: tuple[str, str | None] | None = None,
) -> int:
    """An assistant with an account (user name, password) to act with; gives the person's id."""
    born = born_aged(town.random, town.today, 20, 60)
    person = make_person(town.random, 3 * number + 1, born=born, town="Paraugi")
    if name is not None:
        person = replace(person, given_name=name[0], family_name=name[1])
    person_id = add_person(town.runtime, town.tenant, person)
    user_name, password = account or (f"asistents-{number}", None)
    shown = f"{person.given_name} {person.family_name}"
    new = NewAccount(user_name, shown, password, frozenset({Role.ASSISTANT}), person_id)
    people.add(town.runtime, town.tenant, new)
    town.actors[person_id] = people.actor(town.runtime, user_name)
    return person_id


def town_account() -> str:
    """The municipality's own account number."""
    return account_number(1)


def first_of(month: str) -> date:
    """ "2026-08" → its first day."""
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def _mixture(random: Random, count: int) -> list[Profile]:
    weights = [weight for weight, _ in USUAL]
    return random.choices([profile for _, profile in USUAL], weights=weights, k=count)

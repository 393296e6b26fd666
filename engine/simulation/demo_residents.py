"""Turns the demo's list of residents into people who will apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from engine.domain.working_days import after, before
from engine.simulation.demo_people import DemoResident
from engine.simulation.founding import NewPerson
from engine.simulation.names import born_aged, make_person
from engine.simulation.population import add_assistant
from engine.simulation.providers import add_provider
from engine.simulation.sign_ins import DEMO_PASSWORD
from engine.simulation.town import Resident, Town

SPREAD = 5  # working days over which the first applications come in


def add_residents(town: Town, residents: Sequence[DemoResident], today: date, newest: str) -> None:
    """Put them into the town; `newest` is the last closed month, "2026-10"."""
    first = town.today
    with town.runtime.reading(town.tenant) as session:
        holidays = town.runtime.rule_book(session).holidays

    provider_id = add_provider(town.runtime, town.tenant)
    for number, one in enumerate(residents):
        profile = one.profile
        if one.undone_at_last:
            profile = replace(profile, stops_signing=(newest, one.undone_at_last))
        if profile.contract_form == "provider":
            profile = replace(profile, provider_id=provider_id)
        low, high = (6, 16) if profile.is_child else (22, 68)
        born = one.born or born_aged(town.random, first, low, high)
        person = make_person(town.random, 3 * number, born=born, town="Paraugi")
        if one.working_days_ago is None:
            applies_on = after(first, 1 + number % SPREAD, holidays)
        else:
            applies_on = max(first, before(today, one.working_days_ago, holidays))
        town.residents.append(
            Resident(
                person=_named(person, one.name),
                applies_on=applies_on,
                assistant_id=_assistant(town, number, one),
                profile=profile,
                representative=_representative(town, number, one),
                user_names=(one.user_name, one.representative_user),
                password=DEMO_PASSWORD,
            )
        )


def _named(person: NewPerson, name: tuple[str, str] | None) -> NewPerson:
    return person if name is None else replace(person, given_name=name[0], family_name=name[1])


def _assistant(town: Town, number: int, one: DemoResident) -> int:
    if one.assistant_user is None:
        return add_assistant(town, number)
    user_name, *name = one.assistant_user
    return add_assistant(town, number, name=(name[0], name[1]), account=(user_name, DEMO_PASSWORD))


def _representative(town: Town, number: int, one: DemoResident) -> NewPerson | None:
    if one.representative_name is None:
        return None
    born = born_aged(town.random, town.today, 30, 50)
    return _named(
        make_person(town.random, 3 * number + 2, born=born, town="Paraugi"), one.representative_name
    )

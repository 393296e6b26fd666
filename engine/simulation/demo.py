"""The demo: a made-up municipality with people in every state, played up to today."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from engine.clock import RIGA, VirtualClock
from engine.counts import counts, newest_paid_claim
from engine.domain.rights import Role
from engine.domain.service_month import ServiceMonth
from engine.persistence.tables.installation import InstallationKind
from engine.runtime import EVERY, Runtime
from engine.settings import DEMO_DATABASE, read_settings
from engine.simulation.demo_people import RESIDENTS, DemoResident
from engine.simulation.founding import NewPerson, add_municipality, add_staff, found_installation
from engine.simulation.life import Resident, Town, live_a_day, live_until
from engine.simulation.names import account_number, born_aged, make_person
from engine.simulation.population import add_assistant, add_office
from engine.simulation.profiles import Profile
from engine.simulation.sign_ins import DEMO_PASSWORD, DEMO_SIGN_INS

MONTHS_BACK = 3
SEED = 20190101
TOWN_NAME = "Paraugu novads"
UNDONE_CLAIM = frozenset({"record_ministry_reply", "pay_assistants"})  # the newest claim waits for these


@dataclass(frozen=True, slots=True)
class Demo:
    """The finished demo, still open."""

    runtime: Runtime
    town: Town


def build(today: date, *, tell: Callable[[date], None] = lambda day: None) -> Demo:
    """Make the demo's database anew and play it from three months ago up to this morning."""
    _make_room(DEMO_DATABASE.parent)
    first = first_day(today)
    clock = VirtualClock(datetime.combine(first, time(7, 0), RIGA).astimezone(UTC))
    settings = read_settings({}, database=str(DEMO_DATABASE))
    runtime = found_installation(settings, InstallationKind.DEMO, clock=clock)
    tenant = add_municipality(runtime, "paraugi", TOWN_NAME, from_day=first, bank_account=account_number(1))
    staff = add_office(runtime, tenant, password=DEMO_PASSWORD)
    _add_ministry(runtime)
    newest = str(ServiceMonth.of(today).plus(-1))
    town = Town(
        runtime=runtime,
        tenant=tenant,
        clock=clock,
        staff=staff,
        residents=[],
        random=Random(SEED),  # noqa: S311 -- the same demo each time
        office=Profile(stops_signing=(newest, UNDONE_CLAIM)),
    )
    _add_residents(town, RESIDENTS, today, newest)
    live_a_day(town)
    live_until(town, today, tell)
    return Demo(runtime, town)


def first_day(today: date) -> date:
    """The day the demo begins to be played."""
    return ServiceMonth.of(today).plus(-MONTHS_BACK).first_day


def summary(demo: Demo) -> dict[str, object]:
    """What acceptance reads: counts per state, the paid claim with its sums, the sign-ins."""
    counted = counts(demo.runtime, demo.town.tenant)
    return {
        "cases": counted.cases,
        "months": counted.months,
        "claims": counted.claims,
        "claim": newest_paid_claim(demo.runtime, demo.town.tenant),
        "sign_ins": [
            {"role": str(one.role), "user": one.user, "password": one.password} for one in DEMO_SIGN_INS
        ],
    }


def _make_room(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)


def _add_ministry(runtime: Runtime) -> None:
    for one in DEMO_SIGN_INS:
        if one.role is Role.MINISTRY_OFFICER:
            add_staff(runtime, EVERY, one.user, one.name, [one.role], password=one.password)


def _add_residents(town: Town, residents: Sequence[DemoResident], today: date, newest: str) -> None:
    first = town.today
    for number, one in enumerate(residents):
        profile = one.profile
        if one.undone_at_last:
            profile = replace(profile, stops_signing=(newest, one.undone_at_last))
        low, high = (6, 16) if profile.is_child else (22, 68)
        born = one.born or born_aged(town.random, first, low, high)
        person = make_person(town.random, 3 * number, born=born, town="Paraugi")
        applies_on = max(first, date.fromordinal(today.toordinal() - one.days_ago))
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

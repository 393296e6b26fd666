"""The demo's database, municipality and office, before anybody has applied."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from engine.clock import VirtualClock
from engine.persistence.tables.installation import InstallationKind
from engine.simulation.demo_settings import make_demo_room
from engine.simulation.founding import add_municipality, found_installation
from engine.simulation.population import add_ministry, add_office, town_account
from engine.simulation.profiles import Profile
from engine.simulation.sign_ins import DEMO_PASSWORD
from engine.simulation.town import Town
from engine.simulation.trial_ground import morning

SEED = 20190101
TOWN_NAME = "Paraugu novads"
UNDONE_CLAIM = frozenset({"record_ministry_reply", "pay_assistants"})  # what the newest claim waits for


def found_town(database: Path, first: date, newest: str) -> Town:
    """A fresh demo database on the morning of its first day; the one that stood there before is gone.

    The office leaves the `newest` month's claim where it waits for the ministry and for the pay. Raises
    Unusable where the folder cannot be written, and while somebody has the old database open.
    """
    clock = VirtualClock(morning(first))
    settings = make_demo_room(database, TOWN_NAME, clock.now())
    runtime = found_installation(settings, InstallationKind.DEMO, clock=clock)
    tenant = add_municipality(runtime, "paraugi", TOWN_NAME, from_day=first, bank_account=town_account())
    staff = add_office(runtime, tenant, password=DEMO_PASSWORD)
    add_ministry(runtime)
    return Town(
        runtime=runtime,
        tenant=tenant,
        clock=clock,
        staff=staff,
        residents=[],
        random=Random(SEED),  # noqa: S311 -- the same demo each time
        office=Profile(stops_signing=(newest, UNDONE_CLAIM)),
    )

"""The demo's database, municipality and office, before anybody has applied."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from engine.clock import RIGA, VirtualClock
from engine.persistence.tables.installation import InstallationKind
from engine.settings import DEMO_DATABASE, read_settings
from engine.simulation.founding import add_municipality, found_installation
from engine.simulation.names import account_number
from engine.simulation.population import add_ministry, add_office
from engine.simulation.profiles import Profile
from engine.simulation.sign_ins import DEMO_PASSWORD
from engine.simulation.town import Town

SEED = 20190101
TOWN_NAME = "Paraugu novads"


def found_town(first: date, office: Profile) -> Town:
    """A fresh demo database on the morning of its first day; what stood there before is gone."""
    _make_room(DEMO_DATABASE.parent)
    clock = VirtualClock(datetime.combine(first, time(7, 0), RIGA).astimezone(UTC))
    settings = read_settings({}, database=str(DEMO_DATABASE))
    runtime = found_installation(settings, InstallationKind.DEMO, clock=clock)
    tenant = add_municipality(runtime, "paraugi", TOWN_NAME, from_day=first, bank_account=account_number(1))
    staff = add_office(runtime, tenant, password=DEMO_PASSWORD)
    add_ministry(runtime)
    return Town(
        runtime=runtime,
        tenant=tenant,
        clock=clock,
        staff=staff,
        residents=[],
        random=Random(SEED),  # noqa: S311 -- the same demo each time
        office=office,
    )


def _make_room(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)

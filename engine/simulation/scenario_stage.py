"""One scenario's own copy of the installation, on its first day, with everybody in it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from engine.clock import RIGA, VirtualClock, local_day
from engine.persistence.backup import copy_database
from engine.persistence.database import open_database
from engine.runtime import Runtime, Tenant
from engine.scenarios.parts import GivenContracts, Scenario
from engine.settings import database_url
from engine.simulation.founding import Uses, add_municipality
from engine.simulation.names import account_number
from engine.simulation.scenario_cast import Cast, sign_up
from engine.simulation.scenario_founding import Founded

BEGINS_AT = time(9)
NAME = "Paraugu novads"


@dataclass(frozen=True, slots=True)
class Stage:
    """A municipality of its own, open, with everybody by name."""

    runtime: Runtime
    clock: VirtualClock
    tenant: Tenant
    cast: Cast
    order: str  # the rule pack under which its cases stand

    @property
    def today(self) -> date:
        """The day in Latvia."""
        return local_day(self.clock.now())


@dataclass(frozen=True, slots=True)
class Begun:
    """What the scenario is about, by the ids of its rows; 0 where there is none."""

    case_id: int = 0
    instance_id: int = 0  # of a process started by itself
    period: str = ""
    contract_id: int = 0  # of the first contract


def set_up(founded: Founded, scenario: Scenario, file: Path) -> Stage:
    """A copy of the installation in `file`; it does not wait for the disk, because it is thrown away."""
    copy_database(founded.file, file)
    clock = VirtualClock(datetime.combine(scenario.begins, BEGINS_AT, tzinfo=RIGA))
    runtime = copy(founded.runtime)
    runtime.database = open_database(database_url(file), founded.keys, durable=False)
    runtime.clock = clock
    tenant = add_municipality(
        runtime,
        "paraugi",
        NAME,
        from_day=_in_use_from(scenario),
        bank_account=account_number(1),
        uses=Uses(founded.release_id, scenario.order),
    )
    return Stage(runtime, clock, tenant, sign_up(runtime, tenant, scenario), scenario.order)


def _in_use_from(scenario: Scenario) -> date:
    """The first month that is opened and claimed: the one the scenario is about, or where it begins."""
    days = [scenario.begins]
    if isinstance(scenario.start, GivenContracts):
        days.append(date.fromisoformat(f"{scenario.start.period}-01"))
    return min(days).replace(day=1)

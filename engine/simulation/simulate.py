"""Years that pass in minutes: a made-up municipality under a virtual clock, and what it came to."""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as dawn
from decimal import Decimal
from pathlib import Path

from engine import counts
from engine.clock import RIGA, VirtualClock
from engine.domain.money import pay_cents
from engine.domain.service_month import ServiceMonth
from engine.persistence.keys import new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.runtime import Runtime, Tenant
from engine.settings import read_settings
from engine.simulation import accounts_export
from engine.simulation.founding import add_municipality, found_installation
from engine.simulation.life import live_a_day, live_until
from engine.simulation.names import account_number
from engine.simulation.population import make_town

LINES = "lines.csv"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What shall be played."""

    cases: int
    months: int
    seed: int
    first: ServiceMonth
    export: Path | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """What it came to; `pay_cents_expected` is added up anew from the exported lines."""

    cases: int
    months: int
    states: dict[str, dict[str, int]]
    hours_signed: str
    pay_cents: int
    pay_cents_expected: int
    claims: int
    seconds: float


def simulate(wanted: Wanted, *, tell: Callable[[date], None] = lambda day: None) -> Played:
    """Play the months and the weeks after them in which the last claim is paid.

    Runs on a database of its own that is thrown away; it is not synced to disk, all else is as in service.
    """
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        runtime, tenant, clock = _found(Path(folder), wanted)
        town = make_town(runtime, tenant, clock, count=wanted.cases, seed=wanted.seed)
        live_a_day(town)
        live_until(town, wanted.first.plus(wanted.months).last_day, tell)
        export = wanted.export or Path(folder) / "export"
        accounts_export.write(runtime, tenant, export)
        counted = counts.counts(runtime, tenant)
        played = Played(
            cases=wanted.cases,
            months=wanted.months,
            states={"cases": counted.cases, "months": counted.months, "claims": counted.claims},
            hours_signed=accounts_export.hours_signed(runtime, tenant),
            pay_cents=accounts_export.pay_in_ledger(runtime, tenant),
            pay_cents_expected=added_up(export),
            claims=sum(counted.claims.values()),
            seconds=round(time.perf_counter() - begun, 1),
        )
        runtime.database.close()
    return played


def added_up(folder: Path) -> int:
    """The pay of all exported lines, each HALF_UP(minutes × rate / 60) anew, in cents."""
    with (folder / LINES).open(encoding="utf-8-sig", newline="") as file:
        return sum(
            pay_cents(int(line["payable_minutes"]), Decimal(line["rate_eur_per_hour"]))
            for line in csv.DictReader(file)
        )


def _found(folder: Path, wanted: Wanted) -> tuple[Runtime, Tenant, VirtualClock]:
    first = wanted.first.first_day
    clock = VirtualClock(datetime.combine(first, dawn(7, 0), RIGA).astimezone(UTC))
    settings = read_settings({}, database=str(folder / "simulation.db"))
    runtime = found_installation(
        settings, InstallationKind.TEST, clock=clock, keys=new_key_ring(), durable=False
    )
    tenant = add_municipality(
        runtime, "paraugi", "Paraugu novads", from_day=first, bank_account=account_number(1)
    )
    return runtime, tenant, clock

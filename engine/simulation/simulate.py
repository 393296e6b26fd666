"""Years that pass in minutes: a made-up municipality under a virtual clock, and what it came to."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from engine.domain.service_month import ServiceMonth
from engine.simulation import accounts_export
from engine.simulation.founding import add_municipality
from engine.simulation.life import live_a_day, live_until
from engine.simulation.population import make_town, town_account
from engine.simulation.town import Town
from engine.simulation.trial_ground import found_trial
from engine.upkeep import counts


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
    states: dict[str, int]  # state of a case → how many
    month_states: dict[str, int]
    claim_states: dict[str, int]
    hours_signed: Decimal  # signed by both, or recorded by the office; two decimals
    pay_cents: int
    pay_cents_expected: int
    claims: int
    seconds: float


def simulate(wanted: Wanted, *, tell: Callable[[date], None] = lambda day: None) -> Played:
    """Play the months and the weeks after them in which the last claim is paid.

    Runs on a database of its own that is thrown away; it is not synced to disk, all else is as in service.
    Raises Unusable, before anything is played, where the folder to export into cannot be written.
    """
    begun = time.perf_counter()
    if wanted.export is not None:
        accounts_export.prepare(wanted.export)
    with tempfile.TemporaryDirectory() as folder:
        town = _found(Path(folder), wanted)
        runtime, tenant = town.runtime, town.tenant
        live_a_day(town)
        live_until(town, wanted.first.plus(wanted.months).last_day, tell)
        export = wanted.export or Path(folder) / "export"
        accounts_export.write(runtime, tenant, export)
        counted = counts.counts(runtime, tenant)
        played = Played(
            cases=wanted.cases,
            months=wanted.months,
            states=counted.cases,
            month_states=counted.months,
            claim_states=counted.claims,
            hours_signed=accounts_export.hours_signed(runtime, tenant),
            pay_cents=accounts_export.pay_in_ledger(runtime, tenant),
            pay_cents_expected=accounts_export.added_up(export),
            claims=sum(counted.claims.values()),
            seconds=round(time.perf_counter() - begun, 1),
        )
        runtime.database.close()
    return played


def _found(folder: Path, wanted: Wanted) -> Town:
    first = wanted.first.first_day
    runtime, clock = found_trial(folder, first)
    tenant = add_municipality(
        runtime, "paraugi", "Paraugu novads", from_day=first, bank_account=town_account()
    )
    return make_town(runtime, tenant, clock, count=wanted.cases, seed=wanted.seed)

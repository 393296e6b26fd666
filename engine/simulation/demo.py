"""The demo: a made-up municipality with people in every state, played up to today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from engine.domain.service_month import ServiceMonth
from engine.simulation.demo_budgets import set_budgets
from engine.simulation.demo_ground import found_town
from engine.simulation.demo_people import RESIDENTS
from engine.simulation.demo_residents import add_residents
from engine.simulation.life import begin_day, live_a_day, live_until
from engine.simulation.town import Town

MONTHS_BACK = 3


def build(database: Path, today: date, *, tell: Callable[[date], None] = lambda day: None) -> Town:
    """Make the demo's database anew and play it from three months ago up to the last midnight.

    Raises Unusable, before anything is played, where the database cannot be made anew.
    """
    newest = str(ServiceMonth.of(today).plus(-1))
    town = found_town(database, first_day(today), newest)
    set_budgets(town, first_day(today), today)
    add_residents(town, RESIDENTS, today, newest)
    live_a_day(town)
    live_until(town, today - timedelta(days=1), tell)
    begin_day(town, today)  # the rest of it is left to whoever opens the demo
    tell(today)
    return town


def first_day(today: date) -> date:
    """The day the demo begins to be played."""
    return ServiceMonth.of(today).plus(-MONTHS_BACK).first_day

"""Lets a made-up municipality live: a day passes, what is due happens, people do their tasks.

Everything goes through the front door as the people concerned; the only thing that is made up is what they
answer (`habits.py`) and who they are (`names.py`, `profiles.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from engine.clock import RIGA
from engine.jobs.worker import drain
from engine.simulation.arrivals import let_apply
from engine.simulation.changes import let_change
from engine.simulation.chores import do_chores
from engine.simulation.town import Town

MORNING = time(8, 0)


def live_until(town: Town, last: date, tell: Callable[[date], None] = lambda day: None) -> None:
    """Live every day up to and including `last`."""
    while town.today < last:
        morning = datetime.combine(town.today + timedelta(days=1), MORNING, RIGA).astimezone(UTC)
        town.clock.move_to(morning)
        live_a_day(town)
        tell(town.today)


def live_a_day(town: Town) -> None:
    """What is due happens, applications and changes come in, and everybody does what they do today."""
    drain(town.runtime)
    let_change(town)
    let_apply(town)
    do_chores(town)
    drain(town.runtime)

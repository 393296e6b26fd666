"""Lets a made-up municipality live: a day passes, what is due happens, people do their tasks.

Everything goes through the front door as the people concerned; the only thing that is made up is what they
answer (`habits.py`) and who they are (`names.py`, `profiles.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from engine.domain.working_days import start_of
from engine.jobs.worker import drain
from engine.simulation.arrivals import let_apply
from engine.simulation.changes import let_change
from engine.simulation.chores import do_chores
from engine.simulation.hours_of_day import is_working_day, wake
from engine.simulation.town import Town


def live_until(town: Town, last: date, tell: Callable[[date], None] = lambda day: None) -> None:
    """Live every day up to and including `last`."""
    while town.today < last:
        wake(town, town.today + timedelta(days=1))
        live_a_day(town)
        tell(town.today)


def begin_day(town: Town, day: date) -> None:
    """Midnight: what falls due with the new day happens, and nobody has done anything yet."""
    town.clock.move_to(start_of(day))
    drain(town.runtime)


def live_a_day(town: Town) -> None:
    """What is due happens; on working days applications and changes come in; everybody does their tasks."""
    is_open = is_working_day(town)
    drain(town.runtime)
    if is_open:
        let_change(town)
        let_apply(town)
    do_chores(town, is_open=is_open)
    drain(town.runtime)

"""Service months, the monthly obligation as an object. The noun's table of contents."""

from __future__ import annotations

from engine.homes import Home, HomeMonth, home
from engine.month_changes import change_entries
from engine.month_lists import Cockpit, CockpitRow, cockpit
from engine.month_opening import open_period
from engine.month_pages import MonthPage, find
from engine.month_reminders import remind
from engine.persistence.queries.month_lists import MonthRow
from engine.persistence.tables.months import MonthState

__all__ = [
    "Cockpit",
    "CockpitRow",
    "Home",
    "HomeMonth",
    "MonthPage",
    "MonthRow",
    "MonthState",
    "change_entries",
    "cockpit",
    "find",
    "home",
    "open_period",
    "remind",
]

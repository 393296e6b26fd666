"""Service months, the monthly obligation as an object. The noun's table of contents."""

from __future__ import annotations

from engine.months.homes import Home, HomeMonth, home
from engine.months.month_changes import change_entries
from engine.months.month_corrections import CorrectionRow, correct
from engine.months.month_lists import Cockpit, CockpitRow, Cut, Order, cockpit
from engine.months.month_opening import open_period
from engine.months.month_pages import MonthPage, find
from engine.months.month_reminders import remind
from engine.persistence.queries.month_board import MonthRow, MonthState

__all__ = [
    "Cockpit",
    "CockpitRow",
    "CorrectionRow",
    "Cut",
    "Home",
    "HomeMonth",
    "MonthPage",
    "MonthRow",
    "MonthState",
    "Order",
    "change_entries",
    "cockpit",
    "correct",
    "find",
    "home",
    "open_period",
    "remind",
]

"""Service months, the monthly obligation as an object. The noun's table of contents."""

from __future__ import annotations

from engine.homes import Home, HomeMonth, home
from engine.month_changes import change_entries
from engine.month_corrections import CorrectionRow, correct
from engine.month_lists import Cockpit, CockpitRow, Cut, Order, cockpit
from engine.month_opening import open_period
from engine.month_pages import MonthPage, find
from engine.month_reminders import remind
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

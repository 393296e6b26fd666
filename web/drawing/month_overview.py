"""Months beside each other: how many stand where, each number a link to the list that it counts."""

from __future__ import annotations

from collections.abc import Callable

from engine.domain.service_month import ServiceMonth
from engine.messages_catalogue import msg
from engine.months.months import Cockpit, Cut, MonthState, Order

Context = dict[str, object]
ALWAYS = (
    MonthState.OPEN,
    MonthState.ASSISTANT_SIGNED,
    MonthState.BOTH_SIGNED,
    MonthState.FINDINGS,
    MonthState.LATE,
    MonthState.IN_CLAIM,
    MonthState.PAID,
)
"""Columns that stand there whatever they count; the others only where they count something."""


def overview(found: Cockpit, address: Callable[[ServiceMonth, MonthState | None], str]) -> Context:
    """A line a month, a column a state."""
    used = {state for counted in found.by_period.values() for state in counted}
    states = [state for state in MonthState if state in ALWAYS or state in used]
    return {
        "states": states,
        "rows": [
            {
                "period": str(period),
                "href": address(period, None),
                "current": period == found.period,
                "cells": [
                    {"state": state, "count": counted.get(state, 0), "href": address(period, state)}
                    for state in states
                ],
                "total": sum(counted.values()),
            }
            for period, counted in found.by_period.items()
        ],
    }


def columns(cut: Cut, address: Callable[[Order], str]) -> Context:
    """The headings that sort."""
    words = {
        "recipient": (msg("Recipient"), Order.NAME, "ascending"),
        "state": (msg("State"), Order.STATE, "descending"),
        "hours": (msg("Hours"), Order.HOURS, "descending"),
    }
    return {
        name: {
            "text": text,
            "href": address(order),
            "sorted": way if cut.order is order else None,
            "number": name == "hours",
        }
        for name, (text, order, way) in words.items()
    }


def workers(found: Cockpit, cut: Cut, user_id: int) -> Context:
    """The filter by whoever is answerable for the case; oneself first."""
    people = sorted(found.workers, key=lambda one: (one.user_id != user_id, one.name))
    options = [
        *((str(one.user_id), msg("My cases") if one.user_id == user_id else one.name) for one in people),
        ("0", msg("nobody’s yet")),
    ]
    now = "" if cut.worker_id is None else str(cut.worker_id)
    return {
        "name": "worker",
        "label": msg("Whose cases"),
        "options": [
            {"value": "", "text": msg("Everybody’s"), "selected": not now},
            *({"value": value, "text": text, "selected": value == now} for value, text in options),
        ],
    }

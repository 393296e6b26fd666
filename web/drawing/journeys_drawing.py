"""The journeys of a month: how somebody travelled, what is paid, and why not more."""

from __future__ import annotations

from engine.domain.journeys import reported
from engine.domain.steps import message_from_values
from engine.months.months import MonthPage

Context = dict[str, object]


def journeys(page: MonthPage) -> Context | None:
    """The part of the page about transport; None where there were no journeys."""
    found = page.file.transport
    if found is None:
        return None
    worded = [one.worded() for one in reported(list(found.journeys))]
    return {
        "rows": [{**one, "purpose": _said(one["purpose"]), "how": _said(one["how"])} for one in worded],
        "asked_cents": found.asked_cents,
        "cents": found.cents,
        "steps": [{"message": step.message, "origin": step.origin} for step in found.steps],
        "reasons": [{**one, "reason": _said(one["reason"])} for one in found.reasons],
    }


def _said(value: object) -> object:
    return message_from_values(value) if isinstance(value, dict) else value

"""What the hours of a month were for, and the confirmations that the office demanded for them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.domain.weekly_purposes import TABLE_ORDER, WEEKLY_PURPOSE_LABELS, WeeklyPurpose
from engine.months.months import MonthPage

Context = dict[str, object]


def purposes(page: MonthPage) -> list[Context]:
    """The purposes granted or used, in the order of the annex; none where hours are bound to none."""
    file = page.file
    known = [one for one in TABLE_ORDER if file.uses.get(one) or file.granted.get(one)]
    return [
        {
            "label": WEEKLY_PURPOSE_LABELS[purpose],
            "minutes": file.uses.get(purpose, 0),
            "granted_minutes": file.granted.get(purpose, 0) * 60,
        }
        for purpose in known
    ]


def evidence(page: MonthPage, left: Iterable[str], *, may_demand: bool) -> Context | None:
    """The part of the page about confirmations; None where there is nothing to say or do."""
    month_id, options = page.file.month.month_id, list(left)
    if not page.file.evidence and not options:
        return None
    return {
        "rows": [
            {
                "label": WEEKLY_PURPOSE_LABELS[WeeklyPurpose(one.purpose)],
                "demanded_on": one.demanded_on,
                "due_on": one.due_on,
                "received_on": one.received_on,
                "received_url": f"/months/{month_id}/evidence/received"
                if may_demand and one.received_on is None
                else None,
                "purpose": one.purpose,
            }
            for one in page.file.evidence
        ],
        "url": f"/months/{month_id}/evidence",
        "options": [
            {"value": purpose, "text": WEEKLY_PURPOSE_LABELS[WeeklyPurpose(purpose)]} for purpose in options
        ],
    }

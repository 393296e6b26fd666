"""The report of MK 942 as the service's own form asks it: days for two purposes, and journeys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from engine.domain.weekly_purposes import WEEKLY_PURPOSE_LABELS, WeeklyPurpose
from engine.settings import ROOT
from engine.task_forms import read_form
from engine.task_forms.submission import fill_inputs
from engine.task_forms.visibility import visible
from tests.web.sample_forms import MINUTES, MONTH
from web.drawing.form_drawing import FormDrawing

FILE = "forms/monthly_report_r942/enter_report.json"
ASKED = (WeeklyPurpose.WORK, WeeklyPurpose.MEDICAL_INSTITUTIONS)
LAST_DAY = date(2026, 10, 31)
CONTEXT: dict[str, object] = {
    "period": "2026-10",
    "purposes_asked": [str(purpose) for purpose in ASKED],
    "purposes_granted": [
        {"purpose": {"text": WEEKLY_PURPOSE_LABELS[purpose].text, "values": {}}, "hours": 8}
        for purpose in ASKED
    ],
}


def enter_report() -> FormDrawing:
    """Half filled in, with a journey by car and a ticket."""
    form = read_form((ROOT / FILE).read_bytes(), FILE)
    answers: dict[str, object] = {
        "entries_work": {
            day: {"hours": str(spent // 60), "minutes": str(spent % 60)} for day, spent in MINUTES.items()
        },
        "journeys_made": True,
        "journeys": [
            {"travelled_on": date(2026, 10, 1), "purpose": "work", "km": 12},
            {"travelled_on": date(2026, 10, 2), "purpose": "work", "ticket_cents": 150},
        ],
    }
    words: dict[str, Callable[..., object]] = {
        "today": lambda: LAST_DAY,
        "last_day": lambda _: LAST_DAY,
    }
    return FormDrawing(
        form=form,
        visible=visible(form, answers, CONTEXT, words),
        inputs=fill_inputs(form, answers),
        context=CONTEXT,
        months={f"entries_{purpose}": replace(MONTH, granted_minutes=2400) for purpose in ASKED},
    )

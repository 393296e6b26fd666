"""Sections of a case's page: its course, people, documents, tasks, months; the district at its head."""

from __future__ import annotations

from engine.cases import case_districts
from engine.cases.cases import CaseFile
from engine.letters import letter_pages
from web.drawing import (
    case_course_drawing,
    case_drawing,
    case_section_drawing,
    second_look_drawing,
)
from web.page import Actor, Context, Runtime, is_party, language, may

NEWEST = 20
"""As many things that happened are shown at once; the others are one touch away."""


def course(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    letters = letter_pages.readable(runtime, me, file.header.case_id)
    now = runtime.clock.now()
    is_staff = not is_party(me)
    events = case_course_drawing.course(file, letters, me, language(), sees_months=may("month.see"))
    return {
        "timeline": events[:NEWEST],
        "earlier": events[NEWEST:],
        "archived_before": file.archived_before,
        "now": case_drawing.now_waiting(file, me, now),
        "decision": case_drawing.decision(file, language()),
        "second_looks": [second_look_drawing.draw(one) for one in file.second_looks] if is_staff else [],
    }


def people(_runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    return {
        "people": case_drawing.people(
            file, me, language(), lets_in=may("sign_in_link.make"), erases=may("person.erase")
        )
    }


def documents(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    letters = letter_pages.readable(runtime, me, file.header.case_id)
    uploads = [] if is_party(me) else case_section_drawing.uploads(file)
    return {"documents": case_course_drawing.documents(file, letters), "uploads": uploads}


def tasks(runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    return {
        "tasks": case_drawing.tasks(
            file, me, runtime.clock.now(), moves=may("deadline.move"), reads=may("task.read")
        )
    }


def months(_runtime: Runtime, me: Actor, file: CaseFile) -> Context:
    months = case_drawing.months(file, sees_months=may("month.see"), is_staff=not is_party(me))
    return {"months": months, "hours": file.hours}


def district(runtime: Runtime, me: Actor, case_id: int) -> Context | None:
    """Where the case belongs, and the form that changes it; None where there are no districts."""
    found = case_districts.find(runtime, me, case_id)
    if found is None:
        return None
    own = found.now.district_id if found.now else None
    return {
        "name": found.now.name if found.now else None,
        "action": f"/cases/{case_id}/district" if found.choices else None,
        "choices": [
            {"value": one.district_id, "text": one.name, "selected": one.district_id == own}
            for one in found.choices
        ],
        "is_limited": found.is_limited,
    }

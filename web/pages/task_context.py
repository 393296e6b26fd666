"""What the pages around one task show: the task itself, a conflict, and what was received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine import task_pages
from engine.errors import EngineError, StaleVersion
from engine.task_about import TaskAbout
from engine.task_forms.terms import Known
from engine.task_pages import TaskPage
from web.drawing import words
from web.drawing.answer_words import AnswerWords
from web.drawing.case_drawing import when
from web.drawing.task_drawing import draw, draw_answers
from web.page import Context, Message, actor, is_party, language, msg

Flat = Mapping[str, Sequence[str]]
SIGNING = frozenset({"enter_month", "confirm_month", "countersign_month"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the form this time."""

    inputs: Flat
    errors: Mapping[str, Message]
    empty_rows: Mapping[str, int]
    version: int


def task(page: TaskPage, shown: Shown, about: TaskAbout, now: datetime) -> Context:
    """The context of task.html."""
    me, row = actor(), page.task
    address = f"/tasks/{row.task_id}"
    is_mine, is_staff = row.assignee_id == me.user_id, not is_party(me)
    return {
        "task": {
            "title": row.title(language()),
            "description": None,
            "process": row.subject,
            "version": shown.version,
            "due": task_pages.last_day(row.due_at),
            "when": when(row.due_at, now),
            "assignee": me.name if is_mine else None,
            "may_act": page.may_act,
            "note": _done_note(page, about.done_by),
        },
        "draft": {"saved_at": page.draft_saved_at},
        "urls": {
            "submit": address,
            "draft": f"{address}/draft",
            "release": f"{address}/release" if is_mine and is_staff else None,
            "claim": None,
            "back": "/tasks" if is_staff else "/",
        },
        "drawing": draw(page, shown.inputs, errors=shown.errors, empty_rows=shown.empty_rows),
        "submit_text": msg("Sign") if row.element_id in SIGNING else msg("Complete"),
        "about": _about(about) if is_staff else None,
    }


def _done_note(page: TaskPage, done_by: str | None) -> Message | None:
    if page.task.completed_at is None:
        return None
    at = words.moment(page.task.completed_at, language())
    return msg("This task is done: {name}, {when}.", name=done_by or "–", when=at)


def _about(about: TaskAbout) -> Context | None:
    """What is known of the case, beside the form."""
    case = about.case
    if case is None:
        return None
    return {
        "person": case.person,
        "case_number": case.case_number,
        "state": case.state,
        "href": f"/cases/{case.case_id}",
        "rows": [],
        "earlier": [
            {
                "title": {"lv": one.title_lv, "en": one.title_en},
                "by": one.by,
                "at": one.at,
                "drawing": draw_answers(one),
            }
            for one in about.earlier
        ],
        "documents": [{"title": title, "href": f"/letters/{number}"} for number, title in about.letters],
    }


def conflict(page: TaskPage, late: EngineError, flat: Flat, done_by: str | None) -> Context:
    """The context of conflict.html: both answers; mine can go back into a form that is still open."""
    theirs = late.theirs if isinstance(late, StaleVersion) else {}
    mine = late.mine if isinstance(late, StaleVersion) else {}
    instruments = {name: one.instrument for name, one in page.instruments.items()}
    answers = AnswerWords(Known(page.context, instruments, page.words), language())
    fields = [
        {
            "label": field.label,
            "mine": answers.said(field, answers.typed(field, mine.get(field.key))),
            "theirs": answers.said(field, theirs.get(field.key)),
        }
        for field in page.form.fields()
    ]
    address = f"/tasks/{page.task.task_id}"
    own = [(name, value) for name, values in flat.items() for value in values if not name.startswith("_")]
    return {
        "conflict": {
            "title": page.task.title(language()),
            "their_name": done_by,
            "at": page.task.completed_at,
            "finished": not page.may_act,
        },
        "fields": [{**field, "differs": field["mine"] != field["theirs"]} for field in fields],
        "urls": {
            "keep_theirs": "/" if is_party(actor()) else "/tasks",
            "send_mine": address if page.may_act else None,
        },
        "version": page.task.version,
        "hidden": [*[(name, value) for name, value in own if name != "csrf_token"], ("_reopen", "1")],
    }


def received(page: TaskPage) -> Context:
    """The context `done` where the answers are safe but the machine is still at work."""
    return {
        "title": msg("Received"),
        "text": page.task.title(language()),
        "steps": [
            msg("Your answers are kept; nothing has to be typed again."),
            msg("The system goes on with them by itself and tells the office if it cannot."),
        ],
        "links": [{"text": msg("Back to the list"), "href": "/" if is_party(actor()) else "/tasks"}],
        "pending": True,
    }

"""What the pages around one task show: the task itself, and what was received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.inbox import inbox_pages
from engine.inbox.task_about import Reopened, TaskAbout, TaskHistory
from engine.inbox.task_pages import TaskPage
from web.drawing import words
from web.drawing.case_drawing import when
from web.drawing.earlier_drawing import draw_answers
from web.drawing.task_beside import draw_task
from web.page import Context, Message, actor, is_party, language, msg

Flat = Mapping[str, Sequence[str]]
SIGNING = frozenset(
    f"{step}_{what}" for step in ("enter", "confirm", "countersign") for what in ("month", "report")
)


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
            "title": row.title(language()) if is_staff else page.form.title.said(language()),
            "description": None,
            "process": words.subject(row.subject, language()),
            "version": shown.version,
            "due": inbox_pages.last_day(row.due_at),
            "when": when(row.due_at, now),
            "assignee": about.taken_by,
            "elsewhere": row.is_open and row.assignee_id is not None and not is_mine,
            "may_act": page.may_act,
            "note": _done_note(page, about.done_by),
        },
        "draft": {"saved_at": page.draft_saved_at},
        "urls": {
            "submit": address,
            "draft": f"{address}/draft",
            "release": f"{address}/release" if is_mine and is_staff else None,
            "claim": f"{address}/claim" if is_staff and _is_free(page) else None,
            "back": "/tasks" if is_staff else "/",
        },
        "drawing": draw_task(
            page, about, shown.inputs, language(), errors=shown.errors, empty_rows=shown.empty_rows
        ),
        "submit_text": msg("Sign") if row.element_id in SIGNING else msg("Complete"),
        "about": _about(about) if is_staff else None,
        "history": _history(about.history, address) if is_staff else None,
    }


def _history(history: TaskHistory, address: str) -> Context:
    """Why a step stands open again, or counts no more, and where the head opens it again."""
    before, aside = history.came_from, history.put_aside
    return {
        "came_from": None if before is None else _reopened(before),
        "put_aside": None if aside is None else _reopened(aside),
        "reopen_url": f"{address}/reopen" if history.may_reopen else None,
    }


def _reopened(one: Reopened) -> Context:
    return {
        "by": one.by,
        "at": one.at,
        "reason": one.reason,
        "old": f"/tasks/{one.task_id}",
        "new": f"/tasks/{one.new_task_id}",
    }


def _is_free(page: TaskPage) -> bool:
    """Whether it waits for anybody of the group; what is for somebody by name needs no taking."""
    return page.may_act and page.task.assignee_id is None and not page.task.person_ids


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
        "documents": [
            {"title": words.letter_title(title), "to": to or msg("the office"), "href": f"/letters/{number}"}
            for number, title, to in about.letters
        ],
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

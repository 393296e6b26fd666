"""One task: its form, its draft, its completion; the same page for staff and for somebody on a phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, redirect, render_template, request

from engine import task_pages, tasks
from engine.domain.rights import Actor
from engine.errors import InvalidAnswers, StaleVersion
from engine.instances import NotWaiting
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime
from engine.task_forms import fill_inputs, parse_submission
from engine.task_pages import TaskPage
from engine.tasks import Sent
from web.drawing.form_drawing import FormDrawing
from web.drawing.task_drawing import draw
from web.frame import frame, is_party, tell
from web.pages.inbox import when
from web.routes import Route
from web.visit import actor, visit

Flat = Mapping[str, Sequence[str]]
SIGNING = frozenset({"enter_month", "confirm_month", "countersign_month"})


@dataclass(frozen=True, slots=True)
class _Shown:
    """What stands in the form this time."""

    inputs: Flat
    errors: Mapping[str, Message]
    empty_rows: Mapping[str, int]
    version: int


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def show(task_id: int) -> str:
        """The task with its start values, or with the draft."""
        page = task_pages.find(runtime, actor(), task_id)
        return _draw(runtime, page, _opened(page))

    def send(task_id: int) -> Response | str | tuple[str, int]:
        """Complete, keep a draft, add or remove a row."""
        page = task_pages.find(runtime, actor(), task_id)
        flat = {name: request.form.getlist(name) for name in request.form}
        return _answer(runtime, page, flat)

    def draft(task_id: int) -> dict[str, object]:
        """Keep what was typed so far; asked for by the page itself, never judged."""
        _keep(runtime, task_id)
        return {"saved_at": task_pages.clock_time(runtime)}

    return [
        Route("/tasks/<int:task_id>", show, "task.page"),
        Route("/tasks/<int:task_id>", send, "task.page", ("POST",)),
        Route("/tasks/<int:task_id>/draft", draft, "task.page", ("POST",)),
    ]


def _answer(runtime: Runtime, page: TaskPage, flat: Flat) -> Response | str | tuple[str, int]:
    action = request.form.get("_action", "")
    if action == "draft":
        _keep(runtime, page.task.task_id)
        tell(msg("Saved. You can go on later."))
        return redirect(back_to(actor()))  # type: ignore[return-value]
    if action == "release":
        tasks.release(runtime, actor(), page.task.task_id)
        return redirect(back_to(actor()))  # type: ignore[return-value]
    version = _version(page)
    if action != "complete":
        return _draw(runtime, page, _Shown(flat, {}, _rows_wanted(flat), version))
    try:
        sent = Sent(parse_submission(page.form, flat), version)
        tasks.complete(runtime, actor(), page.task.task_id, sent)
    except InvalidAnswers as invalid:
        return _draw(runtime, page, _Shown(flat, invalid.fields, {}, version)), 422
    except (StaleVersion, NotWaiting) as late:
        return _conflict(runtime, page, late), 409
    tell(_thanks(page))
    return redirect(back_to(actor()))  # type: ignore[return-value]


def back_to(person: Actor) -> str:
    """Where somebody goes after a task: home, or their list."""
    return "/" if is_party(person) else "/tasks"


def _thanks(page: TaskPage) -> Message:
    if page.task.element_id in SIGNING:
        return msg("Signed. Thank you.")
    return msg("Done: {task}.", task=page.task.title(visit().language))


def _opened(page: TaskPage) -> _Shown:
    if page.draft is not None:
        inputs: Flat = {
            name: value if isinstance(value, list) else [str(value)] for name, value in page.draft.items()
        }
    else:
        inputs = fill_inputs(page.form, page.start)
    return _Shown(inputs, {}, {}, page.task.version)


def _keep(runtime: Runtime, task_id: int) -> None:
    """A draft is what stood in the inputs, word for word."""
    typed = {
        name: request.form.getlist(name)
        for name in request.form
        if not name.startswith("_") and name != "csrf_token"
    }
    version = request.form.get("_version", "1")
    sent = Sent(typed, int(version) if version.isdigit() else 1)
    tasks.save_draft(runtime, actor(), task_id, sent)


def _version(page: TaskPage) -> int:
    typed = request.form.get("_version", "")
    return int(typed) if typed.isdigit() else page.task.version


def _rows_wanted(flat: Flat) -> dict[str, int]:
    """`_add` names the list that wants one more row."""
    key = request.form.get("_add", "")
    if not key:
        return {}
    numbers = [int(name[len(key) + 1 :].split("]")[0]) for name in flat if name.startswith(f"{key}[")]
    return {key: max(numbers, default=-1) + 2}


def _draw(runtime: Runtime, page: TaskPage, shown: _Shown) -> str:
    drawing = draw(page, shown.inputs, errors=shown.errors, empty_rows=shown.empty_rows)
    return render_template("task.html", **_context(runtime, page, shown, drawing))


def _context(runtime: Runtime, page: TaskPage, shown: _Shown, drawing: FormDrawing) -> dict[str, object]:
    me, task = actor(), page.task
    address = f"/tasks/{task.task_id}"
    is_mine, is_staff = task.assignee_id == me.user_id, not is_party(me)
    crumbs: list[tuple[str, str | None]] = []
    return {
        "frame": frame(runtime, breadcrumbs=crumbs),
        "task": {
            "title": task.title(visit().language),
            "description": page.form.description if hasattr(page.form, "description") else None,
            "process": task.subject,
            "version": shown.version,
            "due": task_pages.last_day(task.due_at),
            "when": when(task.due_at, runtime.clock.now()),
            "assignee": me.name if is_mine else None,
            "may_act": page.may_act,
        },
        "draft": {"saved_at": page.draft_saved_at},
        "urls": {
            "submit": address,
            "draft": f"{address}/draft",
            "release": f"{address}/release" if is_mine and is_staff else None,
            "claim": None,
            "back": back_to(me),
        },
        "drawing": drawing,
        "submit_text": msg("Sign") if task.element_id in SIGNING else msg("Complete"),
        "about": task_about(page) if is_staff else None,
    }


def task_about(page: TaskPage) -> dict[str, object] | None:
    """What is known of the case, beside the form."""
    number = page.context.get("case_number")
    if page.task.case_id is None:
        return None
    return {
        "person": page.task.subject,
        "case_number": number,
        "state": None,
        "href": f"/cases/{page.task.case_id}",
        "rows": [],
        "earlier": [],
        "documents": [],
    }


def _conflict(runtime: Runtime, page: TaskPage, late: StaleVersion | NotWaiting) -> str:
    theirs = late.theirs if isinstance(late, StaleVersion) else {}
    mine = late.mine if isinstance(late, StaleVersion) else {}
    return render_template(
        "conflict.html",
        frame=frame(runtime),
        conflict={
            "title": page.task.title(visit().language),
            "their_name": None,
            "at": page.task.completed_at,
            "finished": True,
        },
        fields=[
            {
                "label": field.label,
                "mine": in_words(mine.get(field.key)),
                "theirs": in_words(theirs.get(field.key)),
                "differs": str(mine.get(field.key)) != str(theirs.get(field.key)),
            }
            for field in page.form.fields()
        ],
        urls={"keep_theirs": back_to(actor()), "send_mine": None},
        version=page.task.version,
        hidden=[],
    )


def in_words(value: object) -> str:
    """An answer as it can be compared by eye."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items())
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)

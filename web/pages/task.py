"""One task: its form, its draft, its completion; the same page for staff and for somebody on a phone."""

from __future__ import annotations

from engine.errors import EngineError, InvalidAnswers, StaleVersion, Unusable
from engine.inbox import task_pages, task_seen
from engine.inbox.task_pages import TaskPage
from engine.tasks import tasks
from engine.tasks.tasks import NotWaiting, Received, Sent, Suspended
from web.drawing.row_buttons import SEEN, removed, rows_wanted
from web.page import (
    Answer,
    Message,
    Route,
    Runtime,
    actor,
    go,
    is_party,
    language,
    msg,
    request,
    show,
    tell,
)
from web.pages import task_context, task_files, task_shown
from web.pages.task_context import Flat, Shown

STILL_MARKED = msg("A part is still marked as not complete. Take the mark away, or save for later.")
COMPLETING = "completing"  # the answers are received; the machine is still at work on them


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def task(task_id: int) -> str:
        """The task with its start values, or with the draft."""
        page = task_pages.find(runtime, actor(), task_id)
        if page.may_act and not is_party(actor()):
            task_seen.see(runtime, actor(), page.task)
        if page.task.status == COMPLETING:
            return show(runtime, "done.html", {"done": task_context.received(page)})
        return task_shown.draw(runtime, page, _opened(page))

    def send(task_id: int) -> Answer:
        """Complete, keep a draft, give back, add or remove a row."""
        page = task_pages.find(runtime, actor(), task_id)
        flat: Flat = {name: request.form.getlist(name) for name in request.form}
        flat, refused = task_files.received(runtime, page, flat)
        if refused:
            return task_shown.draw(runtime, page, Shown(flat, refused, {}, _version(page))), 422
        if request.form.get("_upload"):
            _keep(runtime, page.task.task_id, flat)
            return go(f"/tasks/{task_id}{task_files.place_of(request.form['_upload'])}")
        act = ACTIONS.get(request.form.get("_action", ""), _again)
        return act(runtime, page, flat)

    def draft(task_id: int) -> dict[str, object]:
        """Keep what was typed so far; asked for by the page itself, never judged."""
        _keep(runtime, task_id, {name: request.form.getlist(name) for name in request.form})
        return {"saved_at": task_pages.clock_time(runtime)}

    return [
        Route("/tasks/<int:task_id>", task, "task.page"),
        Route("/tasks/<int:task_id>", send, "task.page", ("POST",)),
        Route("/tasks/<int:task_id>/draft", draft, "task.page", ("POST",)),
    ]


def _complete_as_oneself(runtime: Runtime, page: TaskPage, flat: Flat) -> Answer:
    """Where it is about money, only for whoever typed the password lately."""
    return task_files.password_first(runtime, page) or _complete(runtime, page, flat)


def _complete(runtime: Runtime, page: TaskPage, flat: Flat) -> Answer:
    version = _version(page)
    try:
        _refuse_marked(flat)
        sent = Sent(task_pages.answers(page, flat), version)
        tasks.complete(runtime, actor(), page.task.task_id, sent)
    except InvalidAnswers as invalid:
        return task_shown.draw(runtime, page, Shown(flat, invalid.fields, {}, version)), 422
    except Suspended as held:  # nobody was first: what was typed stays in the form
        return task_shown.draw(runtime, page, Shown(flat, {"": held.message}, {}, version)), 409
    except (StaleVersion, NotWaiting) as late:
        return task_shown.conflict(runtime, page.task.task_id, late, flat), 409
    except Received:
        return show(runtime, "done.html", {"done": task_context.received(page)}), 202
    except Unusable:
        raise  # not this task's trouble: the whole house cannot write, and the page says so
    except EngineError as refused:
        return task_shown.draw(runtime, page, Shown(flat, {"": refused.message}, {}, version)), 409
    tell(msg("Signed. Thank you.") if page.task.element_id in task_context.SIGNING else _done(runtime, page))
    return go(_back())


def _done(runtime: Runtime, page: TaskPage) -> Message:
    done = page.task.title(language())
    after = None if is_party(actor()) else task_pages.next_of_case(runtime, actor(), page.task)
    if after is None:
        return msg("Done: {task}.", task=done)
    return msg("Done: {task}. Next in this case: {next}.", task=done, next=after.title(language()))


def _refuse_marked(flat: Flat) -> None:
    if flat.get(SEEN):
        raise InvalidAnswers({"": STILL_MARKED})


def _later(runtime: Runtime, page: TaskPage, flat: Flat) -> Answer:
    """Keep the draft; from the page of a conflict the answers go back into the form."""
    _keep(runtime, page.task.task_id, flat)
    if request.form.get("_reopen"):
        return go(f"/tasks/{page.task.task_id}")
    tell(msg("Saved. You can go on later."))
    return go(_back())


def _give_back(runtime: Runtime, page: TaskPage, flat: Flat) -> Answer:
    _keep(runtime, page.task.task_id, flat)
    tasks.release(runtime, actor(), page.task.task_id)
    return go(_back())


def _again(runtime: Runtime, page: TaskPage, flat: Flat) -> Answer:
    """The same page with one row more or less, nothing judged."""
    rows = rows_wanted(flat, request.form.get("_add", ""))
    left = removed(flat, request.form.get("_remove", ""))
    return task_shown.draw(runtime, page, Shown(left, {}, rows, _version(page)))


ACTIONS = {"complete": _complete_as_oneself, "draft": _later, "release": _give_back}


def _back() -> str:
    """Where somebody goes after a task: home, or their list."""
    return "/" if is_party(actor()) else "/tasks"


def _opened(page: TaskPage) -> Shown:
    if page.draft is None:
        inputs: Flat = task_pages.inputs(page)
    else:
        inputs = {
            name: value if isinstance(value, list) else [str(value)] for name, value in page.draft.items()
        }
    return Shown(inputs, {}, {}, page.task.version)


def _keep(runtime: Runtime, task_id: int, flat: Flat) -> None:
    """A draft is what stood in the inputs, word for word."""
    typed = {
        name: list(values)
        for name, values in flat.items()
        if name == SEEN or (not name.startswith("_") and name != "csrf_token")
    }
    version = request.form.get("_version", "1")
    tasks.save_draft(runtime, actor(), task_id, Sent(typed, int(version) if version.isdigit() else 1))


def _version(page: TaskPage) -> int:
    typed = request.form.get("_version", "")
    return int(typed) if typed.isdigit() else page.task.version

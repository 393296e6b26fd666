"""What is done with several tasks of the inbox at once, and the views that are kept there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from engine.cases import case_handovers
from engine.errors import InvalidAnswers
from engine.inbox import inbox_views, task_reminders
from engine.inbox.inbox_views import ViewDraft
from engine.tasks import task_bulk
from engine.tasks.task_bulk import Outcome
from web.drawing import inbox_rows
from web.page import Answer, Route, Runtime, actor, go, msg, request, tell, typed
from web.visit import local_address

SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""
    return [Route("/tasks/bulk", _bulk(runtime), "task.bulk", SEND), *_view_routes(runtime)]


def _bulk(runtime: Runtime) -> Callable[[], Answer]:
    def bulk() -> Answer:
        """Do something with the chosen tasks, and say with how many it was done and why not with others."""
        chosen = [int(one) for one in request.form.getlist("task") if one.isascii() and one.isdigit()]
        if not chosen:
            tell(msg("Choose at least one task first."), "notice")
            return _back()
        try:
            _do(runtime, typed("do", 20), chosen[: task_bulk.MOST])
        except InvalidAnswers as refused:
            tell(next(iter(refused.fields.values())), "error")
        return _back()

    return bulk


def _do(runtime: Runtime, deed: str, chosen: Sequence[int]) -> None:
    me, until = actor(), _day(typed("until", 10))
    colleague = int(typed("to", 15)) if typed("to", 15).isdecimal() else 0
    deeds: dict[str, Callable[[], Outcome]] = {
        "take": lambda: task_bulk.take(runtime, me, chosen),
        "give": lambda: task_bulk.give(runtime, me, chosen, colleague),
        "give_back": lambda: task_bulk.give_back(runtime, me, chosen),
        "put_off": lambda: task_bulk.put_off(runtime, me, chosen, _required(until)),
        "bring_back": lambda: task_bulk.put_off(runtime, me, chosen, None),
        "remind": lambda: task_reminders.remind(runtime, me, chosen),
        "hand_over": lambda: case_handovers.hand_over(runtime, me, chosen, colleague),
    }
    if deed not in deeds:
        raise InvalidAnswers({"do": msg("Choose what to do with the tasks.")})
    outcome = deeds[deed]()
    tell(inbox_rows.told(deed, outcome, until), "success" if outcome.done else "notice")


def _view_routes(runtime: Runtime) -> list[Route]:
    def keep_view() -> Answer:
        """Keep what is shown now under a name."""
        draft = ViewDraft(
            name=typed("name", 100),
            asked=typed("asked", 500),
            is_shared=bool(typed("shared", 5)),
            is_default=bool(typed("default", 5)),
        )
        try:
            inbox_views.keep(runtime, actor(), draft)
        except InvalidAnswers as refused:
            tell(refused.fields["name"], "error")
        else:
            tell(msg("The view is kept under this name: {name}.", name=" ".join(draft.name.split())))
        return go(f"/tasks?{draft.asked}")

    def change_view(view_id: int) -> Answer:
        """Begin with it, no longer begin with it, or take it away."""
        if typed("do", 20) == "remove":
            inbox_views.remove(runtime, actor(), view_id)
            tell(msg("The view was taken away."))
        else:
            wanted = view_id if typed("do", 20) == "default" else None
            inbox_views.make_default(runtime, actor(), wanted)
            tell(
                msg("The list begins with this view now.")
                if wanted
                else msg("The list begins with all tasks now.")
            )
        return _back()

    return [
        Route("/tasks/views", keep_view, "view.keep", SEND),
        Route("/tasks/views/<int:view_id>", change_view, "view.keep", SEND),
    ]


def _required(until: date | None) -> date:
    if until is None:
        raise InvalidAnswers({"until": msg("Choose a day after today, within a year.")})
    return until


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _back() -> Answer:
    there = local_address(request.form.get("back", "/tasks?view=all"))
    return go(there if there.startswith("/tasks") else "/tasks?view=all")

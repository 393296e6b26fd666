"""A waiting task of a test run: its real form, filled in as somebody of the cast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from engine.drafting.tryouts import tryout_forms, tryout_words, tryouts
from engine.drafting.tryouts.tryout_forms import TryoutTask
from engine.drafting.tryouts.tryouts import Refusal, Tryout
from engine.errors import EngineError, NotFound, Refused
from web.drawing import task_drawing, tryout_drawing
from web.drawing.row_buttons import removed, rows_wanted
from web.page import Answer, Message, Route, Runtime, actor, go, language, msg, request, show, tell, typed
from web.pages.tryouts import address, page

FORM = "/drafts/<int:draft_id>/tryouts/<int:tryout_id>/tasks/<int:waiting_id>"
Flat = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the form this time."""

    inputs: Flat
    errors: dict[str, Message] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def task(draft_id: int, tryout_id: int, waiting_id: int) -> str:
        """The form."""
        one = tryouts.find(runtime, actor(), draft_id, tryout_id)
        found = tryout_forms.of_task(runtime, actor(), one, waiting_id)
        return _drawn(runtime, one, found, Shown(found.inputs()))

    def send(draft_id: int, tryout_id: int, waiting_id: int) -> Answer:
        """Complete it, or show it again with a row more or less."""
        one = tryouts.find(runtime, actor(), draft_id, tryout_id)
        found = tryout_forms.of_task(runtime, actor(), one, waiting_id)
        flat = {name: request.form.getlist(name) for name in request.form}
        if request.form.get("_action") != "complete":
            rows = rows_wanted(flat, request.form.get("_add", ""))
            return _drawn(
                runtime, one, found, Shown(removed(flat, request.form.get("_remove", "")), {}, dict(rows))
            )
        return _completed(runtime, one, found, flat)

    return [
        Route(FORM, task, "draft.edit"),
        Route(FORM, send, "draft.edit", ("POST",)),
    ]


def _completed(runtime: Runtime, one: Tryout, found: TryoutTask, flat: Flat) -> Answer:
    if typed("_version", 15) != str(one.version):
        tell(msg("Somebody went on with this test run meanwhile; it is shown as it is now."))
        return go(address(one.draft_id, one.tryout_id))
    answers = found.answers({name: values for name, values in flat.items() if name != "who"})
    more = {"do": "complete", "task": found.task["id"], "who": typed("_who", 40), "answers": answers}
    try:
        tryouts.play(runtime, actor(), one, more)
    except Refusal as refused:
        errors = dict(refused.fields) or {"": refused.message}
        return _drawn(runtime, one, found, Shown(flat, errors)), 422
    except (NotFound, Refused):
        raise
    except EngineError as refused:
        return page(runtime, one, refused), 409
    return go(f"{address(one.draft_id, one.tryout_id)}#now")


def _drawn(runtime: Runtime, one: Tryout, found: TryoutTask, shown: Shown) -> str:
    telling = tryout_drawing.Telling(one, tryout_words.words_of(one), language())
    here = address(one.draft_id, one.tryout_id)
    task = found.task
    drawing = task_drawing.draw(found, shown.inputs, errors=shown.errors, empty_rows=shown.rows)
    return show(
        runtime,
        "tryout_task.html",
        {
            "title": task["title_en"] if language() == "en" and task["title_en"] else task["title"],
            "here": here,
            "url": f"{here}/tasks/{task['id']}",
            "version": one.version,
            "at": one.shown["now"]["at"],
            "who": tryout_drawing.cast(telling, typed("_who", 40) or task["who"]),
            "drawing": drawing,
        },
        crumbs=[
            (msg("Drafts"), "/drafts"),
            (msg("Test run"), here),
            (msg("Form"), None),
        ],
    )

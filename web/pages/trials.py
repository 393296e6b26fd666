"""What if: past cases calculated anew with drafts; the page changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message
from engine.numbers import number_proposal_pages, trials
from engine.numbers.trials import Drafts, Trial
from web.drawing import proposal_drawing, trial_drawing
from web.page import Answer, Context, Route, Runtime, actor, language, msg, request, show
from web.typed_days import NoSuchDay, typed_day, typed_parts

RIGHT = "trial.run"
FIELDS: Mapping[str, Message] = {
    "instrument": msg("Questionnaire"),
    "table": msg("Decision table from points to level"),
    "proposals": msg("Proposed numbers"),
    "day": msg("As if decided on"),
}


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def form() -> str:
        """The form that asks what to try out."""
        return _page(runtime, None, {})

    def run() -> Answer:
        """The same page with what came out."""
        try:
            found = trials.run(runtime, actor(), _drafts())
        except NoSuchDay as wrong:
            return _page(runtime, None, {"day": wrong.message}), 422
        except InvalidAnswers as invalid:
            return _page(runtime, None, invalid.fields), 422
        return _page(runtime, found, {})

    return [Route("/trials", form, RIGHT), Route("/trials", run, RIGHT, ("POST",))]


def _drafts() -> Drafts:
    day: date | None = typed_day("day")
    chosen = [int(one) for one in request.form.getlist("proposals") if one.isascii() and one.isdigit()]
    files = {
        name: request.files[name].read() if name in request.files else b"" for name in ("instrument", "table")
    }
    return Drafts(files["instrument"], files["table"], [one for one in chosen if one < 2**53], day)


def _page(runtime: Runtime, found: Trial | None, errors: Mapping[str, Message]) -> str:
    waiting = number_proposal_pages.waiting(runtime, actor())
    chosen = request.form.getlist("proposals")
    form: Context = {
        "action": "/trials",
        "day_parts": typed_parts("day"),
        "errors": errors,
        "error_list": [
            {"label": FIELDS[name], "text": text, "href": "#day-day" if name == "day" else f"#{name}"}
            for name, text in errors.items()
        ],
        "proposals": [
            {
                **proposal_drawing.row(one, language()),
                "id": str(one.proposal_id),
                "chosen": str(one.proposal_id) in chosen,
            }
            for one in waiting
        ],
    }
    result = trial_drawing.result(found, language()) if found else None
    crumbs = [(msg("Numbers of the rules"), "/numbers"), (msg("Try out on past cases"), None)]
    return show(runtime, "trials.html", {"form": form, "result": result}, crumbs=crumbs)

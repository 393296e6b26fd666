"""A test run of a draft: how it stands, played on step by step, kept as a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from engine.drafting.drafts import draft_pages
from engine.drafting.tryouts import tryout_scenarios, tryout_words, tryouts
from engine.drafting.tryouts.tryout_scenarios import Named
from engine.drafting.tryouts.tryouts import Tryout
from engine.errors import EngineError, InvalidAnswers, NotFound, Refused
from web.drawing import draft_drawing, tryout_drawing, tryout_path
from web.page import Answer, Message, Route, Runtime, actor, go, language, msg, show, tell, typed

SEND = ("POST",)
STEP = timedelta(days=1)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def tryout(draft_id: int, tryout_id: int) -> str:
        """How it stands."""
        return page(runtime, tryouts.find(runtime, actor(), draft_id, tryout_id))

    def step(draft_id: int, tryout_id: int) -> Answer:
        """Go on, or back."""
        return _stepped(runtime, draft_id, tryout_id)

    def keep(draft_id: int, tryout_id: int) -> Answer:
        """Keep it as a scenario."""
        return _kept(runtime, draft_id, tryout_id)

    here = "/drafts/<int:draft_id>/tryouts/<int:tryout_id>"
    return [
        Route(here, tryout, "draft.see"),
        Route(f"{here}/steps", step, "draft.edit", SEND),
        Route(f"{here}/scenario", keep, "draft.edit", SEND),
    ]


def address(draft_id: int, tryout_id: int) -> str:
    """The page of a test run."""
    return f"/drafts/{draft_id}/tryouts/{tryout_id}"


def crumbs(draft: draft_pages.DraftPage, last: Message) -> list[tuple[Message | str, str | None]]:
    standing = draft.standing
    return [
        (msg("Drafts"), "/drafts"),
        (standing.title, draft_drawing.address(standing.draft_id)),
        (last, None),
    ]


def page(
    runtime: Runtime, one: Tryout, wrong: EngineError | None = None, name: Mapping[str, str] | None = None
) -> str:
    """The page of a test run, with why something was refused."""
    draft = draft_pages.find(runtime, actor(), one.draft_id)
    telling = tryout_drawing.Telling(one, tryout_words.words_of(one), language())
    here, title = address(one.draft_id, one.tryout_id), draft.processes.get(one.process_id, one.process_id)
    now = one.shown["now"]
    element = wrong.element if isinstance(wrong, tryouts.Refusal) else ""
    context = {
        "title": title,
        "draft_url": draft_drawing.address(one.draft_id),
        "here": here,
        "at": now["at"],
        "tomorrow": tryout_drawing.day_of(one) + STEP,
        "ended": now["ended"],
        "is_stale": one.is_stale,
        "may_edit": draft.may_edit,
        "version": one.version,
        "error": wrong.message if wrong else None,
        "error_at": telling.element(element) if element else None,
        "findings": [
            draft_drawing.finding(each, one.draft_id, draft.processes, language())
            for each in (wrong.findings if isinstance(wrong, Refused) else ())
        ],
        "errors_of": wrong.fields if isinstance(wrong, InvalidAnswers) else {},
        "tasks": tryout_drawing.tasks(telling, here),
        "timers": tryout_drawing.timers(telling),
        "course": tryout_drawing.course(telling),
        "steps": len(one.steps),
        "diagram": tryout_path.of_tryout(one, draft.processes, typed("process", 80), language()),
        "named": name or {"name": "", "scenario_title": "", "scenario_title_en": ""},
        "text": one.scenario,
    }
    return show(
        runtime, "tryout.html", context, crumbs=crumbs(draft, msg("Test run: {process}", process=title))
    )


def _stepped(runtime: Runtime, draft_id: int, tryout_id: int) -> Answer:
    one = tryouts.find(runtime, actor(), draft_id, tryout_id)
    if typed("version", 15) != str(one.version):
        tell(msg("Somebody went on with this test run meanwhile; it is shown as it is now."))
        return go(address(draft_id, tryout_id))
    try:
        _do(runtime, one, typed("do", 20))
    except EngineError as refused:
        if isinstance(refused, NotFound):
            raise
        return page(runtime, tryouts.find(runtime, actor(), draft_id, tryout_id), refused), 409
    return go(f"{address(draft_id, tryout_id)}#now")


def _do(runtime: Runtime, one: Tryout, what: str) -> None:
    if what == "back":
        steps = typed("steps", 5)
        return tryouts.take_back(
            runtime, actor(), one, int(steps) if steps.isdecimal() else len(one.steps) - 1
        )
    more: Mapping[str, Any] = {"do": what if what in ("step", "end", "timer") else ""}
    if what == "day":
        more = {"do": "pass", "day": tryout_drawing.day_of(one) + STEP}
    if what == "pass":
        more = {"do": "pass", "day": _day()}
    return tryouts.play(runtime, actor(), one, more)


def _day() -> date:
    try:
        return date.fromisoformat(typed("day", 10))
    except ValueError:
        raise InvalidAnswers({"day": msg("Choose a day.")}) from None


def _kept(runtime: Runtime, draft_id: int, tryout_id: int) -> Answer:
    one = tryouts.find(runtime, actor(), draft_id, tryout_id)
    typed_names = {name: typed(name, 500) for name in ("name", "scenario_title", "scenario_title_en")}
    named = Named(typed_names["name"], typed_names["scenario_title"], typed_names["scenario_title_en"])
    try:
        path = tryout_scenarios.save(runtime, actor(), one, named)
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        return page(runtime, one, invalid, typed_names), 422
    except EngineError as refused:
        return page(runtime, one, refused, typed_names), 409
    tell(msg("The scenario is part of the draft now."))
    return go(draft_drawing.address(draft_id, path))

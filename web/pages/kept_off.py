"""Conflicts of interest: somebody of the office steps back from a case, or the head keeps them off it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cases import keeping_off
from engine.cases.keeping_off import KeptOffPage
from engine.errors import InvalidAnswers
from web.drawing import kept_off_drawing as drawing
from web.drawing import list_columns
from web.page import (
    Answer,
    Context,
    Crumb,
    Message,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    language,
    may,
    msg,
    show,
    tell,
    typed,
)

SEND = ("POST",)
LONG = 2000  # characters read of what was typed; what is too long is said, not cut
OWN, THEIRS = "own", "theirs"  # which form of the page was sent


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""
    return [*_pages(runtime), *_deeds(runtime)]


def _pages(runtime: Runtime) -> list[Route]:
    def page(case_id: int) -> str:
        """Who is kept off the case, and the forms."""
        return _page(runtime, case_id)

    def listing() -> Answer:
        """Everybody who is kept off some case now; a number that is asked for leads to its case."""
        asked = typed("number", 20)
        case_id = keeping_off.numbered(runtime, actor(), asked) if asked else None
        if case_id is not None:
            return go(f"/cases/{case_id}/kept-off")
        number = None if may("case.see") else asked
        return show(runtime, "kept_off_list.html", {"rows": _rows(runtime), "number": number})

    def whole() -> WholeList:
        """The same, for a file."""
        table = list_columns.table(msg("Conflicts of interest"), list_columns.KEPT_OFF, _rows(runtime))
        return WholeList("kept-off", [table])

    return [
        Route("/cases/<int:case_id>/kept-off", page, "case.kept_off"),
        Route("/kept-off", listing, "case.keep_off", whole=whole),
    ]


def _deeds(runtime: Runtime) -> list[Route]:
    def step_back(case_id: int) -> Answer:
        """Say of oneself that one must not work on the case."""
        try:
            left = keeping_off.step_back(runtime, actor(), case_id, typed("tie"), typed("words", LONG))
        except InvalidAnswers as wrong:
            return _page(runtime, case_id, OWN, wrong.fields), 422
        tell(msg("You no longer work on this case and no longer see it. Your head of service sees why."))
        _tell_left(left)
        return go("/")

    def keep_off(case_id: int) -> Answer:
        """Keep a colleague off."""
        told = typed("tie"), typed("words", LONG)
        try:
            left = keeping_off.keep_off(runtime, actor(), case_id, _number("user"), told)
        except InvalidAnswers as wrong:
            return _page(runtime, case_id, THEIRS, wrong.fields), 422
        tell(msg("The colleague no longer sees this case."))
        _tell_left(left)
        return go(f"/cases/{case_id}/kept-off")

    def let_back(kept_id: int) -> Answer:
        """Let a colleague work on the case again."""
        try:
            case_id = keeping_off.let_back(runtime, actor(), kept_id, typed("words", LONG))
        except InvalidAnswers as wrong:
            for sentence in wrong.fields.values():
                tell(sentence, "error")
            return go(f"/cases/{_number('case')}/kept-off")
        tell(msg("The colleague works on this case again."))
        return go(f"/cases/{case_id}/kept-off")

    return [
        Route("/cases/<int:case_id>/step-back", step_back, "case.step_back", SEND),
        Route("/cases/<int:case_id>/kept-off", keep_off, "case.keep_off", SEND),
        Route("/kept-off/<int:kept_id>/end", let_back, "case.keep_off", SEND),
    ]


def _page(runtime: Runtime, case_id: int, form: str = "", errors: Mapping[str, Message] | None = None) -> str:
    found = keeping_off.page(runtime, actor(), case_id)
    back: list[Crumb] = [(msg("Cases"), "/cases"), (found.case_number, f"/cases/{case_id}")]
    crumbs: list[Crumb] = [*(back if may("case.see") else []), (msg("Conflict of interest"), None)]
    context = {
        **_context(found),
        "sent": form,
        "errors": errors or {},
        "values": {"user": _number("user"), "tie": typed("tie"), "words": typed("words", LONG)},
    }
    return show(runtime, "kept_off.html", context, crumbs=crumbs)


def _context(found: KeptOffPage) -> Context:
    me = actor()
    rows = [drawing.row(one, me.user_id, may_end=found.may_keep_off) for one in found.listed]
    return {
        "case": {"id": found.case_id, "number": found.case_number},
        "may_step_back": found.may_step_back,
        "may_keep_off": found.may_keep_off,
        "now": [one for one in rows if one["ended_at"] is None],
        "past": [one for one in rows if one["ended_at"] is not None],
        "people": [{"value": one.user_id, "text": one.name} for one in found.colleagues],
        "ties": drawing.TIES,
        "nobody_left": drawing.nobody_left(found.nobody_left, language()),
    }


def _rows(runtime: Runtime) -> list[dict[str, object]]:
    me = actor()
    return [
        drawing.row(one, me.user_id, may_end=False, leads=leads)
        for one, leads in keeping_off.everywhere(runtime, me)
    ]


def _tell_left(left: Sequence[Mapping[str, str]]) -> None:
    sentence = drawing.nobody_left(left, language())
    if sentence is not None:
        tell(sentence, "notice")


def _number(name: str) -> int:
    text = typed(name, 15)
    return int(text) if text.isascii() and text.isdigit() else 0

"""Dated numbers: a rule pack as of a day, one number with all its values, a change proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import cast

from engine.errors import InvalidAnswers
from engine.numbers import number_pages, number_proposal_pages, number_proposals
from engine.numbers.number_proposals import Draft
from web.drawing import list_columns, number_drawing, proposal_drawing
from web.page import (
    Answer,
    Context,
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
from web.typed_days import NoSuchDay, day_in_address, parts_of, typed_day, typed_parts

SEND = ("POST",)
SEE, PROPOSE = "numbers.see", "numbers.propose"
HOME = (msg("Numbers of the rules"), "/numbers")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""
    return [*_reading_routes(runtime), *_changing_routes(runtime)]


def _reading_routes(runtime: Runtime) -> list[Route]:
    def listing() -> Answer:
        """A rule pack as a table, as of a day."""
        try:
            asked = day_in_address("day") or typed_day("day")
        except NoSuchDay as wrong:
            return _listing(runtime, None, wrong.message), 422
        return _listing(runtime, asked, None)

    def number(pack: str, key: str) -> str:
        """One number with all its values."""
        return _number(runtime, pack, key, {})

    return [
        Route("/numbers", listing, SEE, whole=partial(_whole, runtime)),
        Route("/numbers/<pack>/<key>", number, SEE),
    ]


def _changing_routes(runtime: Runtime) -> list[Route]:
    def propose(pack: str, key: str) -> Answer:
        """Propose a new value from a day on."""
        return _propose(runtime, pack, key)

    return [Route("/numbers/<pack>/<key>", propose, PROPOSE, SEND)]


def _listing(runtime: Runtime, asked: date | None, error: Message | None) -> str:
    me = actor()
    found = number_pages.find(runtime, me, typed("pack", 40), asked)
    waiting = number_proposal_pages.waiting(runtime, me, str(found.pack))
    more: Context = {
        "day_parts": typed_parts("day") if error else parts_of(found.day),
        "day_error": error,
        "trial_url": "/trials" if may("trial.run") else None,
        "may_propose": may("numbers.propose"),
        "proposals": [proposal_drawing.row(one, language()) for one in waiting],
    }
    return show(
        runtime, "numbers.html", {**number_drawing.pack(found, language(), typed("show", 20)), **more}
    )


def _whole(runtime: Runtime) -> WholeList:
    """The numbers of the pack as of the day, of the status that is chosen."""
    found = number_pages.find(runtime, actor(), typed("pack", 40), day_in_address("day"))
    drawn = number_drawing.pack(found, language(), typed("show", 20))
    rows = cast("list[Context]", drawn["rows"])
    table = list_columns.table(number_drawing.title(found), list_columns.NUMBERS, rows)
    return WholeList(f"numbers-{found.pack}", [table])


def _number(runtime: Runtime, pack: str, key: str, errors: Mapping[str, Message]) -> str:
    page = number_proposal_pages.number(runtime, actor(), pack, key)
    form = proposal_drawing.form(page, _typed(), errors)
    return show(
        runtime,
        "number.html",
        {**proposal_drawing.number(page, language()), "form": form},
        crumbs=[HOME, (page.kind.label, None)],
    )


def _typed() -> Context:
    return {
        **{name: typed(name, most) for name, most in (("value", 80), ("status", 20), ("source", 1000))},
        "reason": typed("reason", 2000),
        "in_force_from": typed_parts("in_force_from"),
        "announced_on": typed_parts("announced_on"),
    }


def _propose(runtime: Runtime, pack: str, key: str) -> Answer:
    errors: dict[str, Message] = {}
    days = {name: _day(name, errors) for name in ("in_force_from", "announced_on")}
    draft = Draft(
        pack=pack,
        key=key,
        value=typed("value", 80),
        status=typed("status", 20),
        in_force_from=days["in_force_from"],
        announced_on=days["announced_on"],
        source=typed("source", 1000),
        reason=typed("reason", 2000),
    )
    try:
        proposal_id, others = number_proposals.propose(runtime, actor(), draft)
    except InvalidAnswers as invalid:
        return _number(runtime, pack, key, {**invalid.fields, **errors}), 422
    tell(msg("The change was proposed; a second person decides on it."))
    if others:
        names = ", ".join(dict.fromkeys(others))
        tell(msg("Another change of this number waits too, proposed by {names}.", names=names), "error")
    return go(f"/numbers/proposals/{proposal_id}")


def _day(name: str, errors: dict[str, Message]) -> date | None:
    try:
        return typed_day(name)
    except NoSuchDay as wrong:
        errors[name] = wrong.message
        return None

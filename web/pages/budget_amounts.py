"""Amounts that two people set for their municipality: the budget of a year, the top-up of an hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from engine.budgets import municipal_amounts
from engine.errors import EngineError, InvalidAnswers, NotFound
from web.drawing import budget_drawing, list_columns
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
from web.password_first import ask_password
from web.typed_days import NoSuchDay, typed_day, typed_parts

SEND = ("POST",)
SEE, PROPOSE, DECIDE = "budget.see", "budget.propose", "budget.decide"
AMOUNTS = "/budget/amounts"
HOME = (msg("Budget"), "/budget")
TITLE = msg("Budget and top-up")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """What was set, by whom and why."""
        return _amounts(runtime, {})

    def propose() -> Answer:
        """Propose an amount."""
        return _propose(runtime)

    def approve(amount_id: int) -> Answer:
        """It counts from now on."""
        if asked := ask_password(runtime):
            return asked
        act = partial(municipal_amounts.approve, runtime, actor(), amount_id)
        return _decided(runtime, act, msg("The amount is approved and counts."))

    def refuse(amount_id: int) -> Answer:
        """It never counts."""
        reason = typed("decision_reason", 1000)
        act = partial(municipal_amounts.refuse, runtime, actor(), amount_id, reason)
        return _decided(runtime, act, msg("The amount was refused."))

    def withdraw(amount_id: int) -> Answer:
        """Take one's own proposal back."""
        act = partial(municipal_amounts.withdraw, runtime, actor(), amount_id)
        return _decided(runtime, act, msg("The proposal was taken back."))

    return [
        Route(AMOUNTS, listing, SEE, whole=partial(_whole, runtime)),
        Route(AMOUNTS, propose, PROPOSE, SEND),
        Route(f"{AMOUNTS}/<int:amount_id>/approve", approve, DECIDE, SEND),
        Route(f"{AMOUNTS}/<int:amount_id>/refuse", refuse, DECIDE, SEND),
        Route(f"{AMOUNTS}/<int:amount_id>/withdraw", withdraw, PROPOSE, SEND),
    ]


def _amounts(runtime: Runtime, errors: Mapping[str, Message], error: Message | None = None) -> str:
    waiting, decided = budget_drawing.listed(municipal_amounts.listed(runtime, actor()), language())
    context: Context = {
        "error": error,
        "waiting": waiting,
        "decided": decided,
        "form": budget_drawing.form(_typed(), errors) if may(PROPOSE) else None,
    }
    crumbs = [HOME, (TITLE, None)]
    return show(runtime, "budget_amounts.html", context, crumbs=crumbs)


def _whole(runtime: Runtime) -> WholeList:
    waiting, decided = budget_drawing.listed(municipal_amounts.listed(runtime, actor()), language())
    table = list_columns.table(TITLE, list_columns.AMOUNTS, [*waiting, *decided])
    return WholeList("municipal_amounts", [table])


def _typed() -> Context:
    return {
        "kind": typed("kind", 20),
        "amount": typed("amount", 30),
        "source": typed("source", 1001),
        "reason": typed("reason", 1001),
        "in_force_from": typed_parts("in_force_from"),
    }


def _propose(runtime: Runtime) -> Answer:
    errors: dict[str, Message] = {}
    try:
        day = typed_day("in_force_from")
    except NoSuchDay as wrong:
        day, errors["in_force_from"] = None, wrong.message
    draft = municipal_amounts.AmountDraft(
        typed("kind", 20), day, typed("amount", 30), typed("source", 1001), typed("reason", 1001)
    )
    try:
        municipal_amounts.propose(runtime, actor(), draft)
    except InvalidAnswers as invalid:
        return _amounts(runtime, {**invalid.fields, **errors}), 422
    tell(msg("The amount was proposed; a second person decides on it."))
    return go(AMOUNTS)


def _decided(runtime: Runtime, act: Callable[[], None], done: Message) -> Answer:
    try:
        act()
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        return _amounts(runtime, {}, next(iter(invalid.fields.values()))), 422
    except EngineError as refused:
        return _amounts(runtime, {}, refused.message), 409
    tell(done)
    return go(AMOUNTS)

"""A year's budget in sentences, and the amounts that a municipality set for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.budgets.budget_pages import BudgetPage, SourceYear
from engine.budgets.budget_tables import SOURCES, tables
from engine.budgets.municipal_amounts import AmountKind, AmountRow
from engine.messages_catalogue import Message, msg
from web.drawing import figure_drawing, money_pictures, words
from web.drawing.proposal_drawing import STATES

Context = dict[str, object]
KINDS: Mapping[AmountKind, Message] = {
    AmountKind.TOP_UP_RATE: msg("Municipal top-up of an hour"),
    AmountKind.STATE_BUDGET: msg("State funding for the year"),
    AmountKind.MUNICIPAL_BUDGET: msg("Municipal money for the year"),
}
FIELDS = ("kind", "amount", "in_force_from", "source", "reason")


def sentences(page: BudgetPage, language: str) -> list[Message]:
    """For each source: whether the money lasts, and what is left or missing."""
    return [_sentence(one, language) for one in page.budget.sources]


def seen(page: BudgetPage, language: str) -> Context:
    """The year in pictures and in tables."""
    return {
        "pictures": money_pictures.pictures(page, language),
        "tables": [figure_drawing.table(one, language) for one in tables(page)],
    }


def top_up(page: BudgetPage, language: str) -> Message:
    """What the municipality adds to an hour."""
    if page.top_up is None or not page.top_up.amount:
        return msg("The municipality adds nothing to an hour's pay.")
    return msg(
        "The municipality adds {rate} an hour since {day}: {source}",
        rate=words.rate(page.top_up.amount, language),
        day=words.short_day(page.top_up.from_day, language),
        source=page.top_up.source,
    )


def amount(one: AmountRow, language: str) -> Context:
    """A proposed amount, with what this reader may do to it."""
    stored, address = one.stored, f"/budget/amounts/{one.stored.id}"
    in_words = words.rate if stored.kind is AmountKind.TOP_UP_RATE else _euros
    return {
        "what": KINDS[stored.kind],
        "amount": in_words(stored.amount, language),
        "raw": stored.amount,
        "first": stored.in_force_from,
        "source": stored.source,
        "reason": stored.reason,
        "author": one.author,
        "at": stored.proposed_at,
        "state": STATES[stored.state],
        "decided": _decided(one, language),
        "decision_reason": stored.decision_reason,
        "approve_url": f"{address}/approve" if one.may_decide else None,
        "refuse_url": f"{address}/refuse" if one.may_decide else None,
        "withdraw_url": f"{address}/withdraw" if one.may_withdraw else None,
        "reason_id": f"refuse-{stored.id}",
    }


def form(typed: Mapping[str, object], errors: Mapping[str, Message]) -> Context:
    """The form that proposes an amount, as it was typed."""
    order = [name for name in FIELDS if name in errors]
    return {
        "action": "/budget/amounts",
        "kinds": [{"value": str(kind), "text": text} for kind, text in KINDS.items()],
        "typed": typed,
        "errors": errors,
        "error_list": [{"text": errors[name], "href": f"#{_input(name)}"} for name in order],
    }


def listed(rows: Sequence[AmountRow], language: str) -> tuple[list[Context], list[Context]]:
    """Those that wait, and those that were decided on."""
    waiting = [amount(one, language) for one in rows if one.stored.decided_at is None]
    return waiting, [amount(one, language) for one in rows if one.stored.decided_at is not None]


def _sentence(one: SourceYear, language: str) -> Message:
    name = SOURCES[one.source]
    left = one.left_cents
    if left is None:
        return msg("{source}: nobody has set it for this year.", source=name)
    if one.runs_out is None:
        return msg(
            "{source}: lasts to the end of the year; {left:money} will be left.", source=name, left=left
        )
    month = words.month(str(one.runs_out), language)
    if left >= 0:  # taken back later in the year
        return msg("{source}: short in {month}, but not over the year.", source=name, month=month)
    return msg(
        "{source}: runs out in {month}; {missing:money} will be missing by the end of the year.",
        source=name,
        month=month,
        missing=-left,
    )


def _euros(value: Decimal, language: str) -> str:
    return words.euros(int(value * 100), language)


def _decided(one: AmountRow, language: str) -> Message | None:
    if one.stored.decided_at is None:
        return None
    when = words.short_day(one.stored.decided_at, language)
    return msg("Decided by {name}, {when}", name=one.decided_by, when=when)


def _input(field: str) -> str:
    return f"{field}-day" if field == "in_force_from" else field

"""Who stands in for whom: named by whoever will be away, or by the head of service for others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.errors import InvalidAnswers
from engine.people import deputies
from engine.people.deputies import DeputyDraft, Deputyship
from web.drawing import list_columns
from web.page import Answer, Context, Message, Route, Runtime, WholeList, actor, go, msg, show, tell, typed

RIGHT, SEND = "deputy.name", ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """Who stands in for whom, and the form that names one more."""
        return _list(runtime, {})

    def whole() -> WholeList:
        """The same, for a file."""
        rows = [_row(one, may_end=False) for one in deputies.listed(runtime, actor()).present]
        return WholeList("deputies", [list_columns.table(msg("Deputies"), list_columns.DEPUTIES, rows)])

    def name() -> Answer:
        """Name a deputy."""
        draft = DeputyDraft(
            _number("user") or actor().user_id, _number("deputy"), _day("from_day"), _day("to_day")
        )
        try:
            deputies.name(runtime, actor(), draft)
        except InvalidAnswers as refused:
            return _list(runtime, refused.fields), 422
        tell(msg("The deputy is named."))
        return go("/deputies")

    def end(deputy_id: int) -> Answer:
        """Let it end today."""
        deputies.end(runtime, actor(), deputy_id)
        tell(msg("From today on nobody stands in there any more."))
        return go("/deputies")

    return [
        Route("/deputies", listing, RIGHT, whole=whole),
        Route("/deputies", name, RIGHT, SEND),
        Route("/deputies/<int:deputy_id>/end", end, RIGHT, SEND),
    ]


def _list(runtime: Runtime, errors: Mapping[str, Message]) -> str:
    found, me = deputies.listed(runtime, actor()), actor()
    people = [{"value": one.user_id, "text": one.name} for one in found.colleagues]
    chosen = {"user": _number("user") or me.user_id, "deputy": _number("deputy")}
    context: Context = {
        "rows": [_row(one, may_end=found.may_manage or one.user_id == me.user_id) for one in found.present],
        "people": people if found.may_manage else None,
        "deputies": [one for one in people if found.may_manage or one["value"] != me.user_id],
        "values": {**chosen, "from_day": typed("from_day", 10), "to_day": typed("to_day", 10)},
        "errors": errors,
    }
    return show(runtime, "deputies.html", context)


def _row(one: Deputyship, *, may_end: bool) -> Context:
    return {
        "away": one.away,
        "deputy": one.deputy,
        "from_day": one.from_day,
        "to_day": one.to_day,
        "end_url": f"/deputies/{one.deputy_id}/end" if may_end else None,
    }


def _number(name: str) -> int:
    text = typed(name, 15)
    return int(text) if text.isascii() and text.isdigit() else 0


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(typed(name, 10))
    except ValueError:
        return None

"""Who is kept off a case, as rows for a page; and the words for what ties somebody to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cases.keeping_off import Kept
from engine.messages_catalogue import Message, msg

TIES: Mapping[str, Message] = {
    "relative": msg("A relative"),
    "business_partner": msg("A business partner"),
    "other": msg("Something else, e.g. a friend or a quarrel"),
}
IN_LISTS: Mapping[str, Message] = {
    "relative": msg("relative"),
    "business_partner": msg("business partner"),
    "other": msg("another tie"),
}


def ties(chosen: str) -> list[dict[str, object]]:
    """The choices, one of them taken."""
    return [{"value": name, "text": text, "checked": name == chosen} for name, text in TIES.items()]


def row(one: Kept, user_id: int, *, may_end: bool, leads: bool = True) -> dict[str, object]:
    """One line; `user_id`: of whoever looks, for nobody lets themselves back."""
    return {
        "id": one.kept_id,
        "name": one.name,
        "case_number": one.case_number,
        "href": f"/cases/{one.case_id}/kept-off" if leads else None,
        "tie": IN_LISTS[one.tie],
        "words": one.words,
        "since": one.since,
        "by": None if one.said_by == one.user_id else one.said_by_name,
        "ended_at": one.ended_at,
        "ended_by": one.ended_by_name,
        "end_words": one.end_words,
        "end_url": f"/kept-off/{one.kept_id}/end" if may_end and one.user_id != user_id else None,
    }


def nobody_left(tasks: Sequence[Mapping[str, str]], language: str) -> Message | None:
    """One sentence on the open tasks that nobody may do; None: there are none."""
    if not tasks:
        return None
    named = ", ".join(f"“{one[language]}”" if language == "en" else f"„{one[language]}”" for one in tasks)
    return msg(
        "Nobody in the office may do this now: {tasks}. Give the role for it to another colleague.",
        tasks=named,
    )

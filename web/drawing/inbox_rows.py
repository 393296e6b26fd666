"""A line of the inbox, and what came of doing something with several."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from engine.domain.rights import PARTIES, Actor
from engine.inbox.inbox_pages import Cursor, Inbox, InboxRow, InboxView, last_day
from engine.messages_catalogue import Message, msg
from engine.tasks.task_bulk import Outcome
from web.drawing import words
from web.drawing.case_drawing import when
from web.drawing.page_links import Stretch
from web.drawing.role_words import role_word

Context = dict[str, object]


def row(one: InboxRow, found: Inbox, view: InboxView, me: Actor, now: datetime, language: str) -> Context:
    """What the template shows of a task."""
    to_do = view is not InboxView.WAITING
    return {
        "id": one.task_id,
        "title": one.title_en if language == "en" else one.title_lv,
        "href": f"/tasks/{one.task_id}" if to_do else _to_look_at(one),
        "process": found.around.processes.get(one.process_id, one.process_id),
        "case_number": one.case_number,
        "person": words.subject(one.subject, language),
        "received": one.opened_at,
        "due": last_day(one.due_at),
        "when": when(one.due_at, now),
        "assignee": one.assignee_name if one.role not in PARTIES else None,
        "stands_in": one.assignee_id in me.deputy_for,
        "is_new": to_do and one.seen_at is None and one.assignee_id in (None, me.user_id, *me.deputy_for),
        "put_off_until": one.put_off_until if view is InboxView.PUT_OFF else None,
        "waits_for": role_word(one.role) if not to_do else None,
        "state": "held" if one.instance_id in found.around.held else "draft" if one.has_draft else None,
        "claim_url": f"/tasks/{one.task_id}/claim"
        if to_do and one.assignee_id is None and one.role not in PARTIES
        else None,
        "release_url": f"/tasks/{one.task_id}/release" if to_do and one.assignee_id == me.user_id else None,
    }


def _to_look_at(one: InboxRow) -> str:
    """Where somebody sees what they may not do: the month, or the case."""
    return f"/months/{one.month_id}" if one.month_id is not None else f"/cases/{one.case_id}"


DONE: Mapping[str, Message] = {
    "take": msg("Taken: {count}."),
    "give": msg("Given to a colleague: {count}."),
    "give_back": msg("Given back: {count}."),
    "put_off": msg("Put off until {day}: {count}."),
    "bring_back": msg("Back in your list: {count}."),
    "remind": msg("Reminded: {count}."),
    "hand_over": msg("Cases handed over: {count}."),
}


def told(deed: str, outcome: Outcome, day: date | None) -> Message:
    """One sentence: with how many it was done, with how many not, and why."""
    values: dict[str, object] = {"count": outcome.done}
    if day is not None:
        values["day"] = day
    done = Message(DONE[deed].text, values)
    if not outcome.refused:
        return done
    reasons = [
        Message("{reason} ({count})", {"reason": why, "count": n}) for why, n in outcome.refused.values()
    ]
    return _with_reasons(done, outcome.stayed, reasons)


def _with_reasons(done: Message, stayed: int, reasons: list[Message]) -> Message:
    listed: Message | str = reasons[0]
    for one in reasons[1:]:
        listed = Message("{first}; {second}", {"first": listed, "second": one})
    return msg("{done} Not done: {count} – {reasons}.", done=done, count=stayed, reasons=listed)


def stretch(found: Inbox) -> Stretch:
    """Which part of the list the page shows."""
    first, last = _words(found.page.previous), _words(found.page.next)
    return Stretch(first, last, found.place.before, found.place.total)


def _words(cursor: Cursor | None) -> str | None:
    if cursor is None:
        return None
    place = cursor.place
    return f"{cursor.task_id}~{place.isoformat() if isinstance(place, datetime) else place}"

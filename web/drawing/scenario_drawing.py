"""A scenario that was played, as its page needs it: expected beside found."""

from __future__ import annotations

from typing import Any

from engine.drafting.drafts.draft_pages import DraftPage
from engine.drafting.drafts.draft_paths import process_of
from engine.drafting.publishing.scenario_plays import Row, ScenarioPlay, Seen
from engine.messages_catalogue import Message, msg
from web.drawing import tryout_path, words
from web.drawing.tryout_drawing import state_name, state_words, value_words
from web.drawing.tryout_path import Where

Context = dict[str, Any]
WHAT: dict[str, Message] = {"waiting": msg("Tasks that wait"), "ended": msg("The process has ended")}


def played(found: ScenarioPlay | None, draft: DraftPage, path: str, language: str) -> Context:
    """The rows of scenario_play.html and its diagram."""
    if found is None:
        return {"rows": [], "is_green": False, "diagram": None}
    draft_id, process_id = draft.standing.draft_id, process_of(path)
    where = Where(draft_id, "", draft.processes, language)
    marks = (found.passed, found.current)
    drawn = tryout_path.painted(found.files, (process_id, process_id), marks, where)
    return {
        "rows": [_row(one, language) for one in found.rows],
        "is_green": all(one.is_green for one in found.rows),
        "diagram": None if drawn is None else {**drawn, "others": []},
    }


def _row(one: Row, language: str) -> Context:
    return {
        "line": one.line,
        "text": one.text,
        "at": one.at,
        "why": one.why,
        "is_green": one.is_green,
        "seen": [_seen(each, language) for each in one.seen],
    }


def _seen(one: Seen, language: str) -> Context:
    return {
        "what": _what(one.what),
        "wanted": _words(one.what, one.wanted, language),
        "found": _words(one.what, one.found, language),
        "is_so": one.is_so,
    }


def _words(name: str, value: object, language: str) -> str:
    """What was expected or found, in words."""
    if _is_state(name):
        return words.said(state_words(name, value), language)
    return value_words(name, value, language)


def _is_state(name: str) -> bool:
    return name == "case" or name.startswith(("months ", "claims "))


def _what(name: str) -> Message | str:
    if name in WHAT:
        return WHAT[name]
    if _is_state(name):
        return state_name(name)
    kind, _, rest = name.partition(" ")
    if kind == "letters":
        return msg("Letters “{kind}”", kind=rest)
    return msg("Account “{name}”, in cents", name=rest) if kind == "ledger" else name

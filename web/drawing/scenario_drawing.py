"""A scenario that was played, and what all of them pass, as their pages need it."""

from __future__ import annotations

from typing import Any

from engine.drafting.draft_coverage import Coverage
from engine.drafting.draft_pages import DraftPage
from engine.drafting.draft_paths import name_of, process_of
from engine.drafting.scenario_plays import Row, ScenarioPlay, Seen
from engine.messages_catalogue import Message, msg
from web.drawing import tryout_path
from web.drawing.draft_drawing import address
from web.drawing.outline_drawing import KINDS
from web.drawing.tryout_drawing import state_name, value_words
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
        "wanted": value_words(one.what, one.wanted, language),
        "found": value_words(one.what, one.found, language),
        "is_so": one.is_so,
    }


def _what(name: str) -> Message | str:
    if name in WHAT:
        return WHAT[name]
    if name == "case" or name.startswith(("months ", "claims ")):
        return state_name(name)
    kind, _, rest = name.partition(" ")
    if kind == "letters":
        return msg("Letters “{kind}”", kind=rest)
    return msg("Account “{name}”, in cents", name=rest) if kind == "ledger" else name


def coverage(found: Coverage, draft: DraftPage, path: str, language: str) -> Context:
    """The context of coverage.html."""
    draft_id = draft.standing.draft_id
    here = f"{address(draft_id)}/coverage/{path}"
    where = Where(draft_id, here, draft.processes, language)
    drawn = tryout_path.painted(found.files, (found.process_id,) * 2, (list(found.passed), []), where)
    return {
        "title": draft.processes.get(found.process_id, found.process_id),
        "draft_url": address(draft_id),
        "try_url": f"{address(draft_id)}/try/{path}",
        "is_known": found.is_known,
        "is_stale": found.is_stale,
        "passed": len(found.elements) - len(found.missing),
        "of": len(found.elements),
        "missing": [
            {
                "title": one.title(language),
                "id": one.element_id,
                "kind": KINDS.get(one.kind, one.kind),
            }
            for one in found.missing
        ],
        "scenarios": [
            {
                "title": name_of(scenario),
                "href": address(draft_id, scenario),
                "count": sum(scenario in paths for paths in found.passed.values()),
            }
            for scenario in sorted({one for paths in found.passed.values() for one in paths})
        ],
        "diagram": None if drawn is None else {**drawn, "others": [], "is_placeless": True},
    }

"""A test run becomes a scenario of the draft: what was done, then what is expected, as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_paths import FileKind, path_for
from engine.drafting.tryouts.tryouts import Tryout
from engine.errors import EngineError, InvalidAnswers, StaleVersion
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime
from engine.scenarios import read_begun
from engine.scenarios.parts import Expect
from engine.scenarios.writer import write_scenario

MOST_TITLE = 120
TAKEN = msg("There is a scenario of this name already; choose another name.")
MOST_TEXT = 40  # characters of a value that is expected; a longer one is a text for people
MADE_ANEW = (
    "_id",
    "_ids",
    "_revision",
    "_steps",
    "_rule",
)  # ends of names whose values say nothing by themselves


@dataclass(frozen=True, slots=True)
class Named:
    """What the new scenario is called."""

    name: str  # of its file
    title: str
    title_en: str


def save(runtime: Runtime, actor: Actor, one: Tryout, named: Named) -> str:
    """Add the scenario to the draft; its path.

    InvalidAnswers where a name or title is missing or there is such a scenario; EngineError where the draft
    was changed since it was played.
    """
    if one.is_stale:
        raise EngineError(msg("The draft was changed since this was played; play it again first."))
    wrong = _wrong(named)
    path = ""
    try:
        path = path_for(FileKind.SCENARIO, one.process_id, named.name)
    except EngineError:
        wrong["name"] = msg("Use small letters, digits and underscores, for example one_more_look.")
    if path in one.files:
        wrong["name"] = TAKEN
    if wrong:
        raise InvalidAnswers(wrong)
    text = scenario_of(one, named)
    try:
        draft_files.save(runtime, actor, one.draft_id, path, text.encode(), seen=None)
    except StaleVersion:  # a colleague was faster
        raise InvalidAnswers({"name": TAKEN}) from None
    return path


def scenario_of(one: Tryout, named: Named) -> str:
    """The text of the scenario."""
    begun = read_begun(one.scenario.encode(), one.path)
    steps = (*begun.steps, expected(one.shown))
    return write_scenario(replace(begun, title=named.title, title_en=named.title_en, steps=steps))


def expected(shown: Mapping[str, Any]) -> Expect:
    """What stands now: tasks or the end, states, values that the steps set, letters, money."""
    now = shown["now"]
    touched = {name for entry in shown["course"][1:] for name, _, _ in entry["values"]}
    values = {name: value for name, value in now["values"].items() if name in touched and _says(name, value)}
    return Expect(
        line=0,
        waiting=None
        if now["ended"]
        else tuple(sorted(one["element"] for one in now["tasks"] if one["is_own"])),
        case=now["states"].get("case", ""),
        months=_states(now["states"], "months "),
        claims=_states(now["states"], "claims "),
        values=values,
        letters=dict(sorted(Counter(one["kind"] for one in now["letters"]).items())),
        ledger={account: cents for account, cents in sorted(now["ledger"].items()) if cents},
        ended=True if now["ended"] else None,
    )


def _says(name: str, value: object) -> bool:
    if name.endswith(MADE_ANEW):
        return False
    if isinstance(value, str):
        return 0 < len(value) <= MOST_TEXT and "\n" not in value
    return isinstance(value, bool | int | date | Decimal)


def _states(states: Mapping[str, str], kind: str) -> dict[str, str]:
    return {name.removeprefix(kind): state for name, state in states.items() if name.startswith(kind)}


def _wrong(named: Named) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for field, text in (("title", named.title), ("title_en", named.title_en)):
        if not text:
            found[field] = msg("Say in a few words what it shows.")
        elif len(text) > MOST_TITLE:
            found[field] = msg("Say it in at most {most} characters.", most=MOST_TITLE)
    return found

"""One scenario of a draft, played at once: every step with what was expected and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found, tenant
from engine.drafting.drafts.draft_paths import FileKind, kind_of
from engine.drafting.tryouts.tryout_answers import asked, sentence
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was looked at."""

    what: str  # waiting, ended, case, "months 2026-02", the name of a value, "letters …", "ledger …"
    wanted: object
    found: object
    is_so: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the scenario."""

    line: int
    text: str  # the line as it stands in the file
    at: datetime | None  # when it was done; None: it was not reached
    why: Message | None  # what went otherwise
    seen: Sequence[Seen]

    @property
    def is_green(self) -> bool:
        """Whether it was reached and went as written."""
        return self.at is not None and self.why is None and all(one.is_so for one in self.seen)


@dataclass(frozen=True, slots=True)
class ScenarioPlay:
    """What came of it."""

    rows: Sequence[Row]
    passed: Sequence[str]  # element ids
    current: Sequence[str]
    files: Mapping[str, bytes]


def play(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> ScenarioPlay:
    """Play the scenario file; nothing is kept.

    Raises NotFound where it is none, Refused with the findings of a file or draft that cannot be played,
    Refusal where it could not begin.
    """
    with runtime.reading(tenant(actor, "draft.edit")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
        numbers = draft_files.numbers_in_force(session)
    if kind_of(path) is not FileKind.SCENARIO or path not in files:
        raise NotFound(msg("There is no such scenario."))
    text = files[path].decode("utf-8", "replace")
    told = asked(files | numbers, path, text, {"do": "witness"})
    lines = text.splitlines()
    rows = [_row(one, lines) for one in told["rows"]]
    return ScenarioPlay(rows, told["passed"], told["current"], files)


def _row(told: Mapping[str, Any], lines: Sequence[str]) -> Row:
    return Row(
        line=told["line"],
        text=lines[told["line"] - 1].strip(" -") if 0 < told["line"] <= len(lines) else "",
        at=told["at"],
        why=None if told["why"] is None else sentence(told["why"]),
        seen=[Seen(*one) for one in told["seen"]],
    )

"""What the player of test runs is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.drafting.drafts.draft_paths import FileKind, kind_of, process_of
from engine.drafting.drafts.findings_kept import from_values
from engine.drafting.tryouts import tryout_player
from engine.errors import EngineError, Refused
from engine.messages_catalogue import Message
from engine.persistence.types import gathered
from engine.releases.deployments import hash_of

Files = Mapping[str, bytes]
BY_ITSELF = frozenset({"step", "end"})  # what needs sample answers


class Refusal(EngineError):
    """A step was refused, and nothing has changed; `fields`: place in the form → sentence."""

    def __init__(self, message: Message, fields: Mapping[str, Message], element: str) -> None:
        super().__init__(message)
        self.fields = fields
        self.element = element  # at which it came; "" where that is not known


def asked(files: Files, path: str, scenario: str, more: Mapping[str, Any]) -> Mapping[str, Any]:
    """The player's answer about a scenario text; `path` says where it would lie.

    Raises Refused where the check finds errors in the draft or the text, Refusal where what is written cannot
    be played, EngineError where it came to no answer.
    """
    mine = {} if more["do"] not in BY_ITSELF else _samples(files, path)
    told = tryout_player.ask(
        played(files), {"path": path, "scenario": scenario, "samples": mine, "more": more}
    )
    if "findings" in told:
        raise Refused(from_values(told["findings"]))
    if "now" not in told:
        refuse(told.get("refused"))
    return told


def refuse(refused: Mapping[str, Any] | None) -> None:
    """Raise the refusal that the player told, if it told one."""
    if refused is not None:
        fields = {place: gathered(said) for place, said in refused["fields"].items()}
        raise Refusal(gathered(refused["message"]), fields, refused["element"])


def sentence(kept: Any) -> Message:
    """A sentence of the player, to be said in any language."""
    return gathered(kept)


def played(files: Files) -> dict[str, bytes]:
    """What a test run stands on: everything but scenarios, which may be written meanwhile."""
    return {path: data for path, data in files.items() if kind_of(path) is not FileKind.SCENARIO}


def hash_played(files: Files) -> str:
    """The hash by which a test run knows whether the draft was changed since."""
    return hash_of(played(files))


def _samples(files: Files, path: str) -> dict[str, str]:
    """The scenarios of the same process."""
    return {
        one: data.decode("utf-8", "replace")
        for one, data in files.items()
        if kind_of(one) is FileKind.SCENARIO and process_of(one) == process_of(path)
    }

"""How a command speaks: sentences for people, or one JSON object and nothing else on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, NoReturn

import click

from engine.errors import EngineError, Finding, Refused
from engine.messages_catalogue import LANGUAGES, Message, say
from engine.runtime import Runtime, open_runtime
from engine.settings import Settings, read_settings

DONE, FOUND, USAGE = 0, 1, 2  # exit codes: clean; findings or failure; wrong usage

Command = Callable[..., Any]


def options(command: Command) -> Command:
    """`--json` and `--lang`, and every EngineError as one sentence with exit code 1."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
    @click.option("--lang", type=click.Choice(LANGUAGES), default="en", help="Language of the sentences.")
    @wraps(command)
    def speaking(*args: Any, as_json: bool, lang: str, **named: Any) -> Any:
        voice = Voice(as_json=as_json, language=lang)
        try:
            return command(*args, voice=voice, **named)
        except Refused as refused:
            voice.say_findings(refused.findings)
            voice.end({"findings": [finding_as_json(one, lang) for one in refused.findings]}, code=FOUND)
        except EngineError as refused:
            voice.refuse(refused.message)

    return speaking


class Desk:
    """Where somebody works on an installation: its settings, and how it speaks."""

    def __init__(self, settings: Settings, voice: Voice) -> None:
        self.settings = settings
        self.voice = voice
        self._opened: Runtime | None = None

    def runtime(self) -> Runtime:
        """The installation, opened once and closed when the command ends."""
        self._opened = self._opened or open_runtime(self.settings)
        return self._opened

    def leave(self) -> None:
        """Close what was opened."""
        if self._opened is not None:
            self._opened.database.close()


def at_desk(command: Command) -> Command:
    """`--database` beside `--json` and `--lang`; the command gets a `desk`."""

    @click.option("--database", metavar="FILE|URL", help="The database to work on.")
    @options
    @wraps(command)
    def working(*args: Any, database: str | None, voice: Voice, **named: Any) -> Any:
        desk = Desk(read_settings(database=database), voice)
        try:
            return command(*args, desk=desk, **named)
        finally:
            desk.leave()

    return working


class Voice:
    """Where a command's words go."""

    def __init__(self, *, as_json: bool, language: str) -> None:
        self.as_json = as_json
        self.language = language

    def tell(self, line: Message | str) -> None:
        """A sentence on the way; on stderr when stdout is kept for JSON."""
        text = say(line, self.language) if isinstance(line, Message) else line
        click.echo(text, err=self.as_json)

    def say_findings(self, findings: Iterable[Finding]) -> None:
        """One line a finding: `file: element: sentence`."""
        for one in findings:
            place = f"{one.file}: {one.element}" if one.element else one.file
            self.tell(f"{place}: {say(one.message, self.language)}")

    def refuse(self, message: Message, *, code: int = FOUND) -> NoReturn:
        """Nothing was done: the sentence on stderr, or the JSON object with it."""
        if self.as_json:
            self.end({"error": say(message, self.language)}, code=code)
        click.echo(say(message, self.language), err=True)
        sys.exit(code)

    def end(
        self, result: Mapping[str, Any], lines: Iterable[Message | str] = (), *, code: int = DONE
    ) -> NoReturn:
        """The last words: the JSON object, or the lines; then the exit code."""
        self.say(result, lines)
        sys.exit(code)

    def say(self, result: Mapping[str, Any], lines: Iterable[Message | str] = ()) -> None:
        """The JSON object, or the lines."""
        if self.as_json:
            click.echo(json.dumps(result, ensure_ascii=False, indent=2, default=str))
        else:
            for line in lines:
                self.tell(line)


def finding_as_json(finding: Finding, language: str) -> dict[str, str]:
    """A finding under the keys that scripts read."""
    return {
        "file": finding.file,
        "element": finding.element,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "sentence": say(finding.message, language),
    }

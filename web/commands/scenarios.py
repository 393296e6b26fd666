"""Scenario files from the command line: expected against found."""

from __future__ import annotations

from pathlib import Path

import click

from engine.messages_catalogue import msg, say
from engine.simulation.scenario_runs import Result, run_path
from web.commands.output import DONE, FOUND, USAGE, Voice, options
from web.commands.progress import bar


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options
def scenarios(paths: tuple[Path, ...], voice: Voice) -> None:
    """Play scenario files, or all in a folder, through the front door under a virtual clock."""
    results: list[Result] = []
    for path in paths:
        if not path.exists():
            voice.refuse(msg("There is no file {file}.", file=str(path)), code=USAGE)
        with bar() as tell:
            results += run_path(path, tell)
    for one in results:
        if one.why is not None:
            voice.tell(f"{one.file}: {one.name(voice.language)}: {say(one.why, voice.language)}")
    passed = sum(one.ok for one in results)
    failed = len(results) - passed
    voice.end(
        {
            "passed": passed,
            "failed": failed,
            "results": [_as_json(one, voice.language) for one in results],
        },
        [msg("{passed} scenarios went as written, {failed} did not.", passed=passed, failed=failed)],
        code=DONE if results and not failed else FOUND,
    )


def _as_json(result: Result, language: str) -> dict[str, object]:
    return {
        "file": result.file,
        "name": result.name(language),
        "ok": result.ok,
        "why": None if result.why is None else say(result.why, language),
    }

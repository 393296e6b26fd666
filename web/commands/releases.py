"""Process owners' files from the command line: checked, published, written back as folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from engine import gate
from engine.errors import EngineError, Finding, Severity
from engine.messages_catalogue import Message, msg
from engine.people import people
from engine.releases import deployments
from engine.simulation import scenario_runs
from web.commands.output import FOUND, USAGE, Desk, Voice, at_desk, finding_as_json, options
from web.commands.progress import bar


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--scenarios/--no-scenarios", "play", default=True, help="Play the scenarios of sound files too."
)
@options
def check(paths: tuple[Path, ...], *, play: bool, voice: Voice) -> None:
    """Check diagrams, tables, forms, letters, rule packs, questionnaires, scenarios, or folders of them."""
    findings: list[Finding] = []
    for path in paths:
        if not path.exists():
            voice.refuse(msg("There is no file {file}.", file=str(path)), code=USAGE)
        found = gate.check_path(path)
        if play and not any(one.severity is Severity.ERROR for one in found):
            with bar() as tell:
                found += scenario_runs.failures(scenario_runs.run_path(path, tell))
        findings += found
    voice.say_findings(findings)
    bad = [one for one in findings if one.severity is Severity.ERROR]
    counted = msg("Findings: {count}; must be mended: {bad}.", count=len(findings), bad=len(bad))
    voice.end(
        {"findings": [finding_as_json(one, voice.language) for one in findings]},
        [counted if findings else msg("No findings.")],
        code=FOUND if bad else 0,
    )


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--by", "author", required=True, metavar="USER", help="Who made the change.")
@click.option("--approved-by", required=True, metavar="USER", help="Who approves it; somebody else.")
@at_desk
def publish(path: Path, author: str, approved_by: str, desk: Desk) -> None:
    """Publish the processes/ and forms/ inside a folder, if the gate lets them through.

    Changed rule packs in processes/rule_packs/ are recorded with it; they count from now on.
    """
    runtime = desk.runtime()
    files = deployments.read_folders(path / "processes", path / "forms")
    if not files:
        raise EngineError(msg("{folder} holds no processes/ and forms/.", folder=str(path)))
    approver = people.actor(runtime, approved_by)
    published = deployments.publish(
        runtime,
        files,
        author=people.actor(runtime, author),
        approver=approver,
        rehearse=scenario_runs.rehearse,
    )
    packs = deployments.record_rule_packs(runtime, path / "processes" / "rule_packs", by=approver)
    desk.voice.say_findings(published.warnings)
    desk.voice.end(
        {
            "release_id": published.release_id,
            "sha256": published.sha256,
            "is_new": published.is_new,
            "rule_packs": packs,
        },
        _told(published, packs),
    )


def _told(published: deployments.Published, packs: Sequence[str]) -> list[Message]:
    name = published.sha256[:12]
    done = msg("Release {sha256} is published.", sha256=name)
    same = msg("Release {sha256} was published before; nothing changed.", sha256=name)
    recorded = [msg("The rule pack {name} has a new revision.", name=pack) for pack in packs]
    return [done if published.is_new else same, *recorded]

"""Backup and restore, and the question whether everything still adds up."""

from __future__ import annotations

from pathlib import Path

import click

from engine import backups, reports
from engine.messages_catalogue import msg
from engine.runtime import open_runtime
from engine.settings import read_settings
from web.commands.output import FOUND, Voice, database, options


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@database
@options
def backup(file: Path, database: str | None, voice: Voice) -> None:
    """Write one consistent state of the database into a file, while everybody goes on working."""
    backups.backup(read_settings(database=database), file)
    voice.end({"file": str(file)}, [msg("Backup written to {file}.", file=str(file))])


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@database
@options
def restore(file: Path, database: str | None, voice: Voice) -> None:
    """Put a backup in the place of the database, after checking that it is whole."""
    checks = backups.restore(read_settings(database=database), file)
    _report(checks, voice)


@click.command()
@database
@options
def verify(database: str | None, voice: Voice) -> None:
    """Check ledger, audit chain, claims and instances."""
    _report(reports.verify(open_runtime(read_settings(database=database))), voice)


def _report(checks: list[reports.Check], voice: Voice) -> None:
    sound = all(check.ok for check in checks)
    for check in checks:
        voice.tell(f"{'ok ' if check.ok else 'BAD'} {check.name}: {check.detail}")
    result = {
        "ok": sound,
        "checks": [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks],
    }
    voice.end(result, code=0 if sound else FOUND)

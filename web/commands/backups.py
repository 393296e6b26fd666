"""Backup and restore, and the question whether everything still adds up."""

from __future__ import annotations

from pathlib import Path

import click

from engine.messages_catalogue import Message, msg, say
from engine.upkeep import backups, drills, reports
from web.commands.output import DONE, FOUND, Desk, Voice, at_desk

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--plain", is_flag=True, help="A database as it is, not sealed: names can be read in it.")
@at_desk
def backup(file: Path, *, plain: bool, desk: Desk) -> None:
    """Write one consistent state of the database, sealed, into a file, while everybody goes on working."""
    backups.backup(desk.settings, file, plain=plain)
    told = [msg("Backup written to {file}.", file=str(file))]
    if plain:
        told.append(
            msg(
                "It is not sealed: whoever has the file reads names and addresses. Keep it as you would "
                "keep the paper files."
            )
        )
    else:
        told.append(msg("Only the key file opens it: keep a copy of that, apart from the backups."))
    desk.voice.end({"file": str(file), "sealed": not plain}, told)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@at_desk
def restore(file: Path, desk: Desk) -> None:
    """Put a backup in the place of the database, after checking that it is whole."""
    _report(backups.restore(desk.settings, file), desk.voice)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@at_desk
def drill(file: Path, desk: Desk) -> None:
    """Restore a backup into a throw-away place, examine it, and remove it: whether it would do."""
    found = drills.drill(desk.settings, file)
    checks, lines = _told(found.checks, desk.voice)
    seconds = round(found.took.total_seconds(), 1)
    lost = None if found.lost is None else int(found.lost.total_seconds())
    lines.append(
        msg("Restored and examined in {seconds} s: {rows} rows.", seconds=seconds, rows=found.history.rows)
    )
    if lost is not None:
        lines.append(
            msg(
                "The newest event in it is {minutes} minutes old: what came later, it lacks.",
                minutes=lost // 60,
            )
        )
    result = {"ok": found.is_sound, "checks": checks, "seconds": seconds, "lost_seconds": lost}
    result |= {"rows": found.history.rows, "rows_now": found.rows_now}
    desk.voice.end(result, lines, code=DONE if found.is_sound else FOUND)


@click.command()
@click.option(
    "--archive", type=_FOLDER, help="Also read every event in the files of archived years in this folder."
)
@at_desk
def verify(archive: Path | None, desk: Desk) -> None:
    """Check ledger, audit chain, claims and instances."""
    _report(reports.verify(desk.runtime(), archive), desk.voice)


def _report(checks: list[reports.Check], voice: Voice) -> None:
    sound = all(check.ok for check in checks)
    told, lines = _told(checks, voice)
    voice.end({"ok": sound, "checks": told}, lines, code=DONE if sound else FOUND)


def _told(checks: list[reports.Check], voice: Voice) -> tuple[list[dict[str, object]], list[str | Message]]:
    """The checks for scripts, and a line each for people."""
    told = [(one.name, one.ok, say(one.detail, voice.language)) for one in checks]
    return (
        [{"name": name, "ok": ok, "detail": detail} for name, ok, detail in told],
        [f"{'ok ' if ok else 'BAD'} {name}: {detail}" for name, ok, detail in told],
    )

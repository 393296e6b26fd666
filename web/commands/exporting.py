"""What leaves the house on command: the release in force as folders, tables for other registers."""

from __future__ import annotations

from pathlib import Path

import click

from engine.clock import local_day
from engine.errors import Unusable
from engine.exports import office_exports
from engine.exports.office_exports import ExportKind
from engine.messages_catalogue import msg, say
from engine.office import municipalities
from engine.people import people
from engine.releases import deployments
from engine.runtime import Tenant
from web.commands.output import USAGE, Desk, Voice, at_desk

TABLES = [str(kind) for kind in ExportKind]


@click.command()
@click.argument("what", metavar="DIR|register|decisions|counts")
@click.option("--municipality", help="Its code; leave it out where there is only one.")
@click.option("--year", type=int, help="Of a table: the calendar year; the present one where left out.")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), help="Of a table: the file.")
@click.option("--by", "user", metavar="USER", help="Of a table: who takes it, for the logs.")
@click.option("--columns", is_flag=True, help="Of a table: print its columns.")
@at_desk
def export(what: str, *, desk: Desk, columns: bool, file: Path | None, **asked: str | int | None) -> None:
    """Write the release in force as folders into DIR, or a table for other registers into a file."""
    if what not in TABLES:
        _release(desk, Path(what), str(asked["municipality"] or "") or None)
    kind = ExportKind(what)
    if columns:
        _tell_columns(desk.voice, kind)
    if file is None:
        desk.voice.refuse(
            msg("Say into which file: --to FILE. A folder of this name is written as ./{name}.", name=what),
            code=USAGE,
        )
    runtime = desk.runtime()
    tenant = Tenant(municipalities.only_id(runtime, str(asked["municipality"] or "")))
    user_id = people.actor(runtime, str(asked["user"])).user_id if asked["user"] else None
    year = int(asked["year"] or local_day(runtime.clock.now()).year)
    made = office_exports.made(runtime, tenant, kind, year, user_id=user_id)
    try:
        file.write_bytes(made.content)
    except OSError as trouble:
        raise Unusable(msg("{file} cannot be written.", file=str(file))) from trouble
    desk.voice.end(
        {"table": what, "year": year, "rows": made.rows, "file": str(file), "sha256": made.sha256},
        [msg("{count} rows written to {file}.", count=made.rows, file=str(file))],
    )


def _release(desk: Desk, folder: Path, municipality: str | None) -> None:
    if folder.is_file():
        desk.voice.refuse(msg("{file} is a file, not a folder.", file=str(folder)), code=USAGE)
    count = deployments.write_folders(desk.runtime(), folder, municipality)
    desk.voice.end(
        {"files": count, "folder": str(folder)},
        [msg("{count} files written to {folder}.", count=count, folder=str(folder))],
    )


def _tell_columns(voice: Voice, kind: ExportKind) -> None:
    described = {name: say(meaning, voice.language) for name, meaning in office_exports.COLUMNS[kind].items()}
    voice.end({"columns": described}, [f"{name}: {meaning}" for name, meaning in described.items()])

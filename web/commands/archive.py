"""Past years of the audit trail: moved into files, and read out of them again."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from engine.messages_catalogue import Message, msg
from engine.upkeep import archive_reading, archives
from engine.upkeep.archive_reading import FromArchive
from web.commands.output import DONE, FOUND, Desk, at_desk
from web.commands.progress import bar


@click.command()
@click.argument("year", type=click.IntRange(2000, 9999), required=False)
@click.option("--to", type=click.Path(path_type=Path, file_okay=False), help="The folder for the files.")
@click.option("--show", metavar="CASE", help="Read the events of the case with this number out of the files.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="The folder with the files.",
)
@click.option("--municipality", metavar="CODE", help="Whose case; needed where several have the number.")
@at_desk
def archive(year: int | None, *, desk: Desk, **asked: object) -> None:
    """Move a past YEAR's audit events into files (--to), or read a case's out of them (--show, --from)."""
    to, case, source = asked["to"], asked["show"], asked["source"]
    if year is not None and isinstance(to, Path) and case is None and source is None:
        _move(desk, year, to)
    elif year is None and to is None and isinstance(case, str) and isinstance(source, Path):
        code = asked["municipality"]
        _show(desk, case, source, code if isinstance(code, str) else None)
    raise click.UsageError("Say either YEAR --to FOLDER, or --show CASE --from FOLDER.")


def _move(desk: Desk, year: int, folder: Path) -> None:
    with bar() as shown:
        files = archives.archive(desk.runtime(), year, folder, shown)
    moved = sum(one.moved for one in files)
    lines: list[Message] = [
        msg("{file}: {count} events", file=str(folder / one.file), count=one.events) for one in files
    ]
    if not files:
        lines.append(msg("There are no events of {year}.", year=str(year)))
    result = {"year": year, "folder": str(folder), "moved": moved, "files": [asdict(one) for one in files]}
    desk.voice.end(result, lines)


def _show(desk: Desk, case: str, folder: Path, municipality: str | None) -> None:
    found = archive_reading.show(desk.runtime(), case, folder, municipality)
    desk.voice.end(
        {"case": case, **asdict(found)}, _lines(found, folder), code=FOUND if found.missing else DONE
    )


def _lines(found: FromArchive, folder: Path) -> list[Message | str]:
    lines: list[Message | str] = [
        f"{one.at:%Y-%m-%d %H:%M:%S} UTC  {one.by or '-'}  {one.action} {one.object_kind} {one.object_id}"
        for one in found.events
    ]
    if not lines:
        lines.append(msg("The files hold no event of this case."))
    return [
        *lines,
        *(msg("{file} is not in {folder}.", file=one, folder=str(folder)) for one in found.missing),
    ]

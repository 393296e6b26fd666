"""Running cases from a file: judged, shown, taken over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from engine.errors import Unusable
from engine.messages_catalogue import Message, msg, say
from engine.office import municipalities
from engine.people import people
from engine.runtime import Tenant
from engine.takeovers import takeovers
from engine.takeovers.takeovers import How, TakenOver
from web.commands.output import FOUND, USAGE, Desk, Voice, at_desk
from web.commands.progress import bar

SHOWN = 20  # bad rows on the screen; all of them stand in the file of errors


@click.group("import")
def bring_in() -> None:
    """Take over running cases from a file."""


@bring_in.command()
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--municipality", help="Its code; leave it out where there is only one.")
@click.option("--dry-run", is_flag=True, help="Only judge the file.")
@click.option("--good-rows", is_flag=True, help="Let the sound rows in although others are not.")
@click.option(
    "--errors", type=click.Path(path_type=Path, dir_okay=False), help="Where to write the bad rows."
)
@click.option("--by", "user", metavar="USER", help="Who takes them over, for the audit.")
@click.option("--columns", is_flag=True, help="Print the columns and an example row.")
@at_desk
def cases(file: Path | None, *, columns: bool, errors: Path | None, desk: Desk, **how: str | bool) -> None:
    """Take over running cases from FILE, CSV or XLSX: all of them, or none where a row must be mended."""
    if columns:
        _tell_columns(desk.voice)
    if file is None:
        desk.voice.refuse(msg("Name the file with the cases."), code=USAGE)
    if not file.exists():
        desk.voice.refuse(msg("There is no file {file}.", file=str(file)), code=USAGE)
    runtime = desk.runtime()
    user = how["user"]
    user_id = people.actor(runtime, str(user)).user_id if user else None
    tenant = Tenant(municipalities.only_id(runtime, str(how["municipality"] or "")))
    asked = How(dry_run=bool(how["dry_run"]), good_rows=bool(how["good_rows"]), user_id=user_id)
    with bar() as tell:
        done = takeovers.take_over(runtime, tenant, _bytes(file), asked, tell)
    if errors is not None:
        _write(errors, takeovers.bad_rows_file(done.judged, desk.voice.language))
    lines = [*_rows(done, desk.voice.language), _sum(done, asked)]
    desk.voice.end(_as_json(done, desk.voice.language), lines, code=FOUND if done.judged.bad else 0)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as trouble:
        raise Unusable(msg("{file} cannot be read.", file=str(file))) from trouble


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as trouble:
        raise Unusable(msg("{file} cannot be written.", file=str(file))) from trouble


def _tell_columns(voice: Voice) -> None:
    needed = say(msg("needed"), voice.language)
    described = [
        {
            "name": one.name,
            "required": one.required,
            "meaning": say(one.meaning, voice.language),
            "example": one.example,
        }
        for one in takeovers.COLUMNS
    ]
    lines = [
        f"{one['name']}{f' ({needed})' if one['required'] else ''}: {one['meaning']}" for one in described
    ]
    example = takeovers.example_file().decode("utf-8-sig").strip()
    voice.end({"columns": described, "example": example}, [*lines, "", *example.splitlines()])


def _rows(done: TakenOver, language: str) -> Iterator[str | Message]:
    for line, warning in done.judged.warnings:
        yield msg("Line {line}, please compare: {why}", line=line, why=takeovers.said_of(warning, language))
    for bad in done.judged.bad[:SHOWN]:
        for problem in bad.problems:
            yield msg("Line {line}: {why}", line=bad.row.line, why=takeovers.said_of(problem, language))
    if len(done.judged.bad) > SHOWN:
        yield msg("… and {count} more rows; --errors FILE writes all.", count=len(done.judged.bad) - SHOWN)


def _sum(done: TakenOver, how: How) -> Message:
    judged = done.judged
    counted = {"rows": judged.rows, "known": judged.known, "bad": len(judged.bad)}
    if how.dry_run or (judged.bad and not how.good_rows):
        return msg(
            "Nothing was taken over. Rows: {rows}; could enter: {sound}; were here before: {known}; "
            "to mend: {bad}.",
            sound=len(judged.sound),
            **counted,
        )
    return msg(
        "Cases taken over: {entered}. Rows: {rows}; were here before: {known}; to mend: {bad}.",
        entered=len(done.entered),
        **counted,
    )


def _as_json(done: TakenOver, language: str) -> dict[str, object]:
    judged = done.judged
    return {
        "rows": judged.rows,
        "taken_over": len(done.entered),
        "cases": list(done.entered),
        "sound": len(judged.sound),
        "known": judged.known,
        "bad": [
            {
                "line": bad.row.line,
                "problems": [
                    {"column": one.column, "sentence": say(one.message, language)} for one in bad.problems
                ],
            }
            for bad in judged.bad
        ],
        "warnings": [
            {"line": line, "column": one.column, "sentence": say(one.message, language)}
            for line, one in judged.warnings
        ],
    }

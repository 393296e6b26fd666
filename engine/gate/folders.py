"""Files and folders on disk: which room they belong to, and how their findings name them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from engine.errors import Finding
from engine.gate.files import ENDINGS, README, check_one
from engine.gate.findings import error
from engine.gate.release import check_files
from engine.messages_catalogue import msg

MOST_BYTES = 2_000_000  # read of one file; every reader refuses less than that
MOST_FILES = 5_000
PROCESSES, FORMS = "processes", "forms"
RULE_PACKS = f"{PROCESSES}/rule_packs/"


def check_path(path: Path) -> list[Finding]:
    """Every finding about a file or a folder, named by the path as it was given.

    A folder that holds `processes/` is a room and is judged as a whole; what lies in a room is judged within
    it, and only its own findings are told. Anything else is judged file by file. A folder without any file
    to judge is a finding: silence would read as "all is well".
    """
    if path.is_dir() and not _files(path):
        sentence = msg("There is nothing in this folder that could be checked.")
        return [error(_shown(path), "", "nothing_to_check", sentence)]
    room = _room_of(path)
    if room is not None:
        return [one for one in check_room(room) if _lies_in(one.file, path)]
    if path.is_file():
        return check_single(path)
    found = []
    rooms = rooms_at(path)
    for folder in rooms:
        found += check_room(folder)
    loose = [one for one in _files(path) if not any(_is_below(one, folder) for folder in rooms)]
    if len(loose) > MOST_FILES:
        sentence = msg("The folder holds more than {most} files; name a smaller one.", most=MOST_FILES)
        return [*found, error(str(path), "", "too_many_files", sentence)]
    for one in loose:
        found += check_single(one)
    return found


def rooms_at(path: Path) -> list[Path]:
    """The room that the path is or lies in, else every room below it."""
    room = _room_of(path)
    if room is not None:
        return [room]
    return [folder for folder in _folders(path) if (folder / PROCESSES).is_dir()]


def check_room(folder: Path) -> list[Finding]:
    """Every finding about the room in a folder."""
    files = read_room_files(folder)
    packs = {path: data for path, data in files.items() if path.startswith(RULE_PACKS)}
    release = {path: data for path, data in files.items() if path not in packs}
    found = check_files(release, is_whole=True, is_complete=bool(packs))
    for path, data in packs.items():
        found += check_one(path, data)
    return [replace(one, file=_shown(folder / one.file)) for one in found]


def read_room_files(folder: Path) -> Mapping[str, bytes]:
    """The files of a room by their path in it ("processes/…", "forms/…"), rule packs included."""
    return {
        path.relative_to(folder).as_posix(): _bytes(path)
        for name in (PROCESSES, FORMS)
        for path in _files(folder / name)
    }


def check_single(path: Path) -> list[Finding]:
    """Every finding about one file that lies in no room; what it names may lie elsewhere."""
    inside = _shown(path)
    try:
        data = _bytes(path)
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        return [error(inside, "", "unreadable", msg("The file cannot be read: {reason}.", reason=reason))]
    return check_files({inside: data}, is_whole=False, is_complete=False)


def _room_of(path: Path) -> Path | None:
    """The folder whose room the path is, or lies in."""
    if (path / PROCESSES).is_dir():
        return path
    whole = path.resolve()
    for folder in whole.parents:
        inside = whole.relative_to(folder).parts
        if inside[0] in {PROCESSES, FORMS} and (folder / PROCESSES).is_dir():
            return Path(os.path.relpath(folder)) if not path.is_absolute() else folder
    return None


def _lies_in(file: str, path: Path) -> bool:
    return _is_below(Path(file), path)


def _is_below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _folders(path: Path) -> Iterator[Path]:
    for folder, inner, _ in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        if (Path(folder) / PROCESSES).is_dir():
            inner.clear()
        yield Path(folder)


def _files(path: Path) -> list[Path]:
    found = []
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            one = Path(folder) / name
            if one.suffix in ENDINGS and name != README and one.is_file():
                found.append(one)
    return found


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def _shown(path: Path) -> str:
    """The path as text that can be printed anywhere."""
    return path.as_posix().encode("utf-8", "replace").decode()

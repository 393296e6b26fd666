"""A release as files: read from two folders, written back byte for byte, known by one hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from engine.errors import EngineError, Unusable
from engine.messages_catalogue import msg

ENDINGS = (".bpmn", ".dmn", ".json", ".md", ".yaml")
NOT_IN_RELEASE = "processes/rule_packs/"  # dated numbers are asked as of a day, never pinned
README = "README.md"


def read_folders(processes: Path, forms: Path) -> dict[str, bytes]:
    """All files of a release by path ("processes/…", "forms/…") from two folders."""
    return {
        path: file.read_bytes()
        for path, file in _files({"processes": processes, "forms": forms}).items()
        if not path.startswith(NOT_IN_RELEASE)
    }


def hash_of(files: Mapping[str, bytes]) -> str:
    """One SHA-256 over every path and content; the same files give the same hash on any machine."""
    whole = hashlib.sha256()
    for path in sorted(files):
        content = hashlib.sha256(files[path]).hexdigest()
        whole.update(f"{path}\0{content}\n".encode())
    return whole.hexdigest()


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files under a folder; afterwards it holds exactly them.

    Raises EngineError where the folder holds others of their kind, Unusable where it cannot be written.
    """
    present = _files({name: folder / name for name in ("processes", "forms")})
    others = sorted(present.keys() - files.keys())
    if others:
        raise EngineError(
            msg(
                "{folder} already holds {file}, which is not in the release; choose an empty folder.",
                folder=str(folder),
                file=others[0],
            )
        )
    try:
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as trouble:
        reason = trouble.strerror or type(trouble).__name__
        raise Unusable(
            msg("The folder {folder} cannot be written: {reason}.", folder=str(folder), reason=reason)
        ) from trouble


def _files(folders: Mapping[str, Path]) -> dict[str, Path]:
    return {
        f"{name}/{file.relative_to(folder).as_posix()}": file
        for name, folder in folders.items()
        for file in sorted(folder.rglob("*"))
        if file.suffix in ENDINGS and file.name != README and file.is_file()
    }

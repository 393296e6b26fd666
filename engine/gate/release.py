"""All rules over all files of a release."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping

from engine.errors import Finding, Severity
from engine.gate.files import check_one
from engine.gate.findings import errors_among
from engine.gate.form_rules import form_findings
from engine.gate.process_values import values_of
from engine.gate.room import Room, read_room
from engine.gate.room_rules import diagram_findings, parsing_findings
from engine.gate.whole_rules import whole_findings

_KEPT: dict[str, tuple[Finding, ...]] = {}
_KEEPING = threading.Lock()  # many pages ask at the same time
_MOST_KEPT = 4  # releases; an installation is founded, checked and published with the same one


def check_release(files: Mapping[str, bytes]) -> list[Finding]:
    """Every finding over the files of a release by path, errors and warnings; the same are judged once."""
    fingerprint = _fingerprint(files)
    found = _KEPT.get(fingerprint)
    if found is None:
        found = tuple(check_files(files, is_whole=True, is_complete=True))
        with _KEEPING:
            while len(_KEPT) >= _MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)))
            _KEPT[fingerprint] = found
    return list(found)


def process_titles(files: Mapping[str, bytes]) -> dict[str, str]:
    """Process id → Latvian name, for every process of the release."""
    room = read_room({path: data for path, data in files.items() if path.endswith(".bpmn")}, is_whole=False)
    return {
        one.process_id: one.label or one.process_id
        for diagram in room.diagrams.values()
        for one in diagram.processes
    }


def check_files(files: Mapping[str, bytes], *, is_whole: bool, is_complete: bool) -> list[Finding]:
    """Every finding over some files.

    In a whole room everything that is named must be there; a complete one has every process the engine needs.
    """
    found = [one for path, data in sorted(files.items()) for one in check_one(path, data)]
    room = read_room(files, is_whole=is_whole)
    values = {process_id: values_of(room, process_id) for process_id in room.diagrams}
    found += diagram_findings(room, values)
    found += form_findings(room, values)
    found += whole_findings(room, values, is_complete=is_complete)
    found += parsing_findings(room, _unsound(found, room))
    return _once(found)


def _unsound(found: Iterable[Finding], room: Room) -> set[str]:
    """Files with errors; and, read but not trusted, those that could not be read at all."""
    read = {diagram.file for diagram in room.diagrams.values()} | set(room.tables)
    unread = {path for path in room.files if path.endswith((".bpmn", ".dmn")) and path not in read}
    return unread | {one.file for one in errors_among(list(found))}


def _once(found: Iterable[Finding]) -> list[Finding]:
    """Each finding once, file by file, what refuses before what does not."""
    kept: dict[tuple[str, str, str, str], Finding] = {}
    for one in found:
        kept.setdefault((one.file, one.element, one.rule, str(one.message)), one)
    return sorted(kept.values(), key=lambda one: (one.file, one.severity is not Severity.ERROR))


def _fingerprint(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{hashlib.sha256(files[path]).hexdigest()}\n".encode())
    return whole.hexdigest()

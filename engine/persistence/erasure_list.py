"""The list of erasures outside the database: a line each, never changed, which a restored backup obeys.

A line is JSON: number, instant, municipality, record, id, an HMAC over these and the line before. No names.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence import kept_lines
from engine.persistence.keys import KeyRing


@dataclass(frozen=True, slots=True)
class Listed:
    """One erasure on the list."""

    at: datetime
    municipality_id: int
    record: str
    object_id: int

    @property
    def key(self) -> tuple[str, int]:
        """What the database knows it by."""
        return self.record, self.object_id


def read(file: Path, keys: KeyRing) -> list[Listed]:
    """Everything on the list, the oldest first; empty where there is no file.

    Raises Unusable where a line was changed, taken out or put in, or the keys are others.
    """
    with _told(file):
        lines = kept_lines.read(file)
    return [listed for listed, _ in _checked(file, lines, keys)]


def append(file: Path, keys: KeyRing, listed: Iterable[Listed]) -> None:
    """Write these behind the last line, down to the disk, before the caller commits.

    Raises Unusable where the file cannot be written, or is not sound.
    """
    new = list(listed)
    if not new:
        return

    def behind(lines: Sequence[bytes]) -> Iterator[bytes]:
        known = list(_checked(file, lines, keys))
        mac = known[-1][1] if known else ""
        for number, one in enumerate(new, len(known) + 1):
            line, mac = _line(keys, number, one, mac)
            yield line

    with _told(file):
        kept_lines.append(file, behind)


def _checked(file: Path, lines: Sequence[bytes], keys: KeyRing) -> Iterator[tuple[Listed, str]]:
    mac = ""
    for number, line in enumerate(lines, 1):
        try:
            found = json.loads(line)
            at = datetime.fromisoformat(found["at"])
            listed = Listed(at, int(found["municipality"]), str(found["record"]), int(found["id"]))
            right, mac = _line(keys, number, listed, mac)
        except (ValueError, KeyError, TypeError):
            right = b""
        if right != line:
            raise Unusable(
                msg(
                    "Line {number} of the list of erasures {file} is not as it was written, or other keys "
                    "wrote it: take the list from where it is kept safe.",
                    number=number,
                    file=str(file),
                )
            )
        yield listed, mac


def _line(keys: KeyRing, number: int, one: Listed, before: str) -> tuple[bytes, str]:
    told = {
        "number": number,
        "at": one.at.isoformat(),
        "municipality": one.municipality_id,
        "record": one.record,
        "id": one.object_id,
    }
    mac = keys.audit_mac(f"erasures|{before}|{json.dumps(told)}".encode())
    return json.dumps({**told, "mac": mac}).encode(), mac


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unusable(
            msg("The list of erasures {file} cannot be used: {reason}.", file=str(file), reason=reason)
        ) from error

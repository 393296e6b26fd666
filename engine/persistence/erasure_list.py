"""The list of erasures outside the database: a line each, never changed, which a restored backup obeys.

A line is JSON: number, instant, municipality, record, id, an HMAC over these and the line before. No names.
A process that dies while it writes leaves half a line, which is no line.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from engine.errors import Unusable
from engine.messages_catalogue import msg
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
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _trouble(file, error) from error
    return [listed for listed, _ in _checked(file, data, keys)]


def append(file: Path, keys: KeyRing, listed: Iterable[Listed]) -> None:
    """Write these behind the last line, down to the disk, before the caller commits.

    Raises Unusable where the file cannot be written, or is not sound.
    """
    new = list(listed)
    if not new:
        return
    with _held(file) as held:
        data = held.read()
        whole = data[: data.rfind(b"\n") + 1]
        known = list(_checked(file, whole, keys))
        mac = known[-1][1] if known else ""
        held.seek(len(whole))
        held.truncate()
        for number, one in enumerate(new, len(known) + 1):
            line, mac = _line(keys, number, one, mac)
            held.write(line)
        held.flush()
        os.fsync(held.fileno())


def _checked(file: Path, data: bytes, keys: KeyRing) -> Iterator[tuple[Listed, str]]:
    mac = ""
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            found = json.loads(line)
            at = datetime.fromisoformat(found["at"])
            listed = Listed(at, int(found["municipality"]), str(found["record"]), int(found["id"]))
            right, mac = _line(keys, number, listed, mac)
        except (ValueError, KeyError, TypeError):
            right = b""
        if right != line + b"\n":
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
    return json.dumps({**told, "mac": mac}).encode() + b"\n", mac


@contextlib.contextmanager
def _held(file: Path) -> Iterator[BinaryIO]:
    """The file open for one writer at a time, made where it is missing; its owner's alone."""
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield held
    except OSError as error:
        raise _trouble(file, error) from error


def _trouble(file: Path, error: OSError) -> Unusable:
    reason = error.strerror or type(error).__name__
    return Unusable(
        msg("The list of erasures {file} cannot be used: {reason}.", file=str(file), reason=reason)
    )

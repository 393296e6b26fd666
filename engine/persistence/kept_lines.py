"""Files of lines beside the database: only added to, one writer at a time, on the disk before it returns.

A process that dies while it writes leaves half a line: that is no line, and the next writer cuts it off.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO


def read(file: Path) -> list[bytes]:
    """The whole lines, without their ends; none where there is no file. OSError where it cannot be read."""
    try:
        return _whole(file.read_bytes())
    except FileNotFoundError:
        return []


def append(file: Path, more: Callable[[Sequence[bytes]], Iterable[bytes]]) -> None:
    """Add the lines that `more` makes, given those there are; the file is made where it is missing.

    It is its owner's alone. OSError where it cannot be written.
    """
    with _held(file) as held:
        there = _whole(held.read())
        held.seek(sum(len(line) + 1 for line in there))
        held.truncate()
        held.writelines(line + b"\n" for line in more(there))
        held.flush()
        os.fsync(held.fileno())


def _whole(data: bytes) -> list[bytes]:
    return data.split(b"\n")[:-1]


@contextlib.contextmanager
def _held(file: Path) -> Iterator[BinaryIO]:
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield held

"""The file of one archived year: events as lines of JSON, each portion packed by gzip (`zcat` reads all)."""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine import values_json
from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.audit_links import COLUMNS

_BLOCK = 1 << 16
_COLUMNS = frozenset(COLUMNS)
_GZIP = 31  # zlib's word for data with gzip's head and tail
Event = Mapping[str, Any]


class NotReadable(Exception):
    """The file ends in the middle, or holds something else."""


@contextlib.contextmanager
def folder_of_mine(folder: Path) -> Iterator[None]:
    """Make the folder and keep others from archiving into it meanwhile; raises Unusable where that fails."""
    with _told(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as busy:
        raise Unusable(msg("Somebody is archiving into {folder} already.", folder=str(folder))) from busy
    finally:
        os.close(descriptor)


def size_of(file: Path) -> int:
    """Its length; 0 where there is none."""
    return file.stat().st_size if file.is_file() else 0


def append(file: Path, size: int, events: Sequence[Event]) -> int:
    """Write the events behind the first `size` bytes, in place of whatever was there, down to the disk.

    The new length. The file is its owner's alone.
    """
    packed = gzip.compress(b"".join(f"{values_json.dumps(one)}\n".encode() for one in events), mtime=0)
    with _told(file):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.truncate(size)
            written.seek(size)
            written.write(packed)
            written.flush()
            os.fsync(written.fileno())
        _sync_folder(file.parent)
    return size + len(packed)


def cut(file: Path, size: int) -> None:
    """Take away what lies behind the first `size` bytes."""
    with _told(file), file.open("r+b") as written:
        written.truncate(size)
        os.fsync(written.fileno())


def events(file: Path, begin: int = 0, end: int | None = None) -> Iterator[dict[str, Any]]:
    """The events between two places of the file; raises NotReadable, after those that could be read."""
    for line in _lines(file, begin, size_of(file) if end is None else end):
        try:
            event = values_json.loads(line)
        except (ValueError, ArithmeticError, RecursionError) as error:
            raise NotReadable("it holds a line that is no event") from error
        if not isinstance(event, dict) or event.keys() != _COLUMNS:
            raise NotReadable("it holds a line that is no event")
        yield event


def sha256_of(file: Path) -> str:
    """Over the whole file."""
    with _readable(file), file.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()


def write_manifest(file: Path, manifest: Mapping[str, object]) -> Path:
    """Write beside the file what it holds, whole or not at all."""
    target = file.with_name(file.name.removesuffix(".jsonl.gz") + ".json")
    part = target.with_name(f"{target.name}.part")
    with _told(target):
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as written:
            written.write(json.dumps(manifest, ensure_ascii=False, indent=2, default=str) + "\n")
            written.flush()
            os.fsync(written.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    return target


def _lines(file: Path, begin: int, end: int) -> Iterator[bytes]:
    unpacking, is_within, rest, left = zlib.decompressobj(_GZIP), False, b"", end - begin
    with _readable(file), file.open("rb") as read:
        read.seek(begin)
        while block := read.read(min(_BLOCK, left)):
            left -= len(block)
            while block:
                try:
                    rest += unpacking.decompress(block)
                except zlib.error as error:
                    raise NotReadable("it is damaged") from error
                is_within, block = not unpacking.eof, unpacking.unused_data
                if unpacking.eof:  # one portion is through: the next one has a head of its own
                    unpacking = zlib.decompressobj(_GZIP)
                *whole, rest = rest.split(b"\n")
                yield from whole
    if left or rest or is_within:
        raise NotReadable("its end is missing")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unusable(msg("{file} cannot be written: {reason}.", file=str(file), reason=reason)) from error


@contextlib.contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unusable(msg("{file} cannot be read: {reason}.", file=str(file), reason=reason)) from error

"""Files sealed as a whole, such as backups: AES-GCM in chunks, so that memory stays flat.

    head:   MAGIC, format (1 byte), number of the master key (1), salt (16), check (16)
    chunk:  1 MiB of plain text (the last one less, maybe none), sealed with the file's own key: 16 bytes more

The key of a file comes from the master key, a purpose of its own and the salt. A chunk's nonce is its number
and whether it is the last; its associated data is the head. So a chunk that was cut off, left out, swapped,
doubled or taken from another file is found, and so is a changed bit anywhere.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.keys import KeyRing

MAGIC = b"asistents backup"
CHUNK = 1 << 20
_FORMAT, _SALT, _CHECK, _TAG = 1, 16, 16, 16
_HEAD = len(MAGIC) + 2 + _SALT + _CHECK


def is_sealed(file: Path) -> bool:
    """Whether the file begins like one of these; False for one that cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def seal_file(source: Path, target: Path, keys: KeyRing) -> None:
    """Write the source sealed into the target, its owner's alone, down to the disk; raises OSError."""
    salt, number = os.urandom(_SALT), keys.masters.numbers()[-1]
    key = keys.file_key("backup", number, salt)
    if key is None:
        raise ValueError("the ring seals with a key that it does not have")
    begun = MAGIC + bytes((_FORMAT, number)) + salt
    head, cipher = begun + _check(key, begun), AESGCM(key)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as plain, os.fdopen(descriptor, "wb") as sealed:
        sealed.write(head)
        for count, (chunk, is_last) in enumerate(_chunks(plain, CHUNK)):
            sealed.write(cipher.encrypt(_nonce(count, is_last=is_last), chunk, head))
        sealed.flush()
        os.fsync(sealed.fileno())


def unseal_file(source: Path, target: Path | None, keys: KeyRing) -> None:
    """Write what the source holds into the target, its owner's alone; None: only look whether it is whole.

    Raises Unusable for other keys and for a file that was changed or cut, OSError where one cannot be read or
    written. What was written of a damaged file is the caller's to throw away.
    """
    descriptor = None if target is None else os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as sealed, _written(descriptor) as plain:
        for chunk in _opened(sealed, source, keys):
            plain.write(chunk)


def _opened(sealed: BinaryIO, source: Path, keys: KeyRing) -> Iterator[bytes]:
    head = sealed.read(_HEAD)
    if len(head) < _HEAD or head[len(MAGIC)] != _FORMAT:
        raise Unusable(
            msg("The backup {file} was cut, or made by a newer version of this program.", file=str(source))
        )
    number, salt = head[len(MAGIC) + 1], head[len(MAGIC) + 2 : -_CHECK]
    key = keys.file_key("backup", number, salt)
    if key is None or not hmac.compare_digest(_check(key, head[:-_CHECK]), head[-_CHECK:]):
        raise Unusable(
            msg(
                "The backup {file} was sealed with key {number} of another key file: put the key file back "
                "that the installation had when the backup was made.",
                file=str(source),
                number=number,
            )
        )
    cipher = AESGCM(key)
    for count, (chunk, is_last) in enumerate(_chunks(sealed, CHUNK + _TAG)):
        try:
            yield cipher.decrypt(_nonce(count, is_last=is_last), chunk, head)
        except InvalidTag as error:
            raise Unusable(
                msg("The backup {file} is damaged, or a part of it is missing.", file=str(source))
            ) from error


def _chunks(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of this size, and whether it is the last; a file without anything is one empty piece."""
    piece = file.read(size)
    while len(piece) == size:
        following = file.read(size)
        yield piece, False
        piece = following
    yield piece, True


def _nonce(count: int, *, is_last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes((is_last,))


def _check(key: bytes, begun: bytes) -> bytes:
    return hmac.digest(key, b"check" + begun, hashlib.sha256)[:_CHECK]


def _written(descriptor: int | None) -> BinaryIO:
    return Path(os.devnull).open("wb") if descriptor is None else os.fdopen(descriptor, "wb")

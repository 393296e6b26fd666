"""Master keys: what wraps the keys of municipalities. A file of them is the first port; a KMS may be another.

The file holds one key a line, "number hex"; the highest number wraps, all of them open.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import Unusable
from engine.messages_catalogue import msg

KEY_BYTES = 32
NONCE_BYTES = 12
HIGHEST = 255


class Masters(Protocol):
    """Wraps and opens keys by a master's number, without ever handing a master out."""

    def numbers(self) -> Sequence[int]:
        """The numbers there are, lowest first; the last one wraps."""

    def wrap(self, key: bytes, about: bytes) -> tuple[int, bytes]:
        """The key wrapped by the newest master, bound to `about`; that master's number with it."""

    def unwrap(self, number: int, wrapped: bytes, about: bytes) -> bytes:
        """The key; ValueError where there is no such master, or where one bit of anything differs."""

    def renew(self) -> int:
        """Put a fresh master beside the others; its number. It wraps from now on."""

    def derived(self, number: int, purpose: str) -> bytes:
        """A key of 32 bytes that this master gives for one purpose, always the same; KeyError: no such."""


class MasterKeys:
    """Masters that are held in memory; never printed, never pickled."""

    def __init__(self, masters: Mapping[int, bytes]) -> None:
        self._masters = _sound(masters)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(numbers={list(self.numbers())})"

    def __reduce__(self) -> str:
        raise TypeError("keys are not pickled")

    def numbers(self) -> Sequence[int]:
        return sorted(self._masters)

    def wrap(self, key: bytes, about: bytes) -> tuple[int, bytes]:
        number = max(self._masters)
        return number, wrapped_by(self.derived(number, "wrapping"), key, about)

    def unwrap(self, number: int, wrapped: bytes, about: bytes) -> bytes:
        try:
            return unwrapped_by(self.derived(number, "wrapping"), wrapped, about)
        except KeyError as error:
            raise ValueError(f"master key {number} is not in the key file") from error

    def renew(self) -> int:
        number = max(self._masters) + 1
        self._masters = _sound({**self._masters, number: secrets.token_bytes(KEY_BYTES)})
        return number

    def derived(self, number: int, purpose: str) -> bytes:
        return derived_key(self._masters[number], purpose)


class FileMasters(MasterKeys):
    """The masters of a key file; read again where another process may have put a new one in."""

    def __init__(self, path: Path) -> None:
        super().__init__(read_masters(path))
        self.path = path

    def numbers(self) -> Sequence[int]:
        self._read_again()
        return super().numbers()

    def wrap(self, key: bytes, about: bytes) -> tuple[int, bytes]:
        self._read_again()
        return super().wrap(key, about)

    def renew(self) -> int:
        try:
            number = add_master(self.path)
            self._masters = read_masters(self.path)
        except OSError as error:
            raise unusable_file(self.path, error) from error
        return number

    def derived(self, number: int, purpose: str) -> bytes:
        if number not in self._masters:
            self._read_again()
        return super().derived(number, purpose)

    def _read_again(self) -> None:
        with suppress(OSError, ValueError, Unusable):  # what was read serves on
            self._masters = read_masters(self.path)


def wrapped_by(key: bytes, inner: bytes, about: bytes) -> bytes:
    """The inner key sealed by AES-GCM, bound to `about`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, inner, about)


def unwrapped_by(key: bytes, wrapped: bytes, about: bytes) -> bytes:
    """What `wrapped_by` sealed; ValueError where one bit of anything differs."""
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise ValueError("a wrapped key was altered, or belongs to another master") from error


def derived_key(key: bytes, purpose: str) -> bytes:
    """A key for one purpose (HKDF), so that one purpose never serves another."""
    return HKDF(SHA256(), length=KEY_BYTES, salt=None, info=f"asistents/{purpose}/1".encode()).derive(key)


def make_key_file(path: Path) -> None:
    """A file with one fresh key, for its owner only; one that is there is never overwritten."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_line(1))


def add_master(path: Path) -> int:
    """Put a fresh master into the file, all at once and with the file's own rights; its number.

    Whoever reads meanwhile finds the old file or the new one, and a power cut leaves one of the two.
    """
    number = max(read_masters(path)) + 1
    if number > HIGHEST:
        raise Unusable(msg("The key file {file} holds as many keys as it can.", file=str(path)))
    target = path.resolve()  # a link stays a link
    before, found = target.read_text("ascii"), target.stat()
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(before + ("" if before.endswith("\n") else "\n") + _line(number))
            if os.geteuid() == 0:
                os.fchown(file.fileno(), found.st_uid, found.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(found.st_mode))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
        _keep_name(target.parent)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return number


def unusable_file(path: Path, error: OSError) -> Unusable:
    """One sentence for a key file that cannot be read or written."""
    reason = error.strerror or type(error).__name__
    return Unusable(msg("The key file {file} cannot be used: {reason}.", file=str(path), reason=reason))


def read_masters(path: Path) -> dict[int, bytes]:
    """The keys of the file by number; OSError, ValueError, or Unusable where others may read it."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Unusable(
            msg(
                "Other users of this machine can read the key file {file}: run chmod 600 on it.",
                file=str(path),
            )
        )
    masters: dict[int, bytes] = {}
    for line in path.read_text("ascii").splitlines():
        if line.strip() and not line.startswith("#"):
            number, key = line.split()
            masters[int(number)] = bytes.fromhex(key)
    return _sound(masters)


def _sound(masters: Mapping[int, bytes]) -> dict[int, bytes]:
    if not masters or any(len(key) != KEY_BYTES or not 1 <= n <= HIGHEST for n, key in masters.items()):
        raise ValueError("a key ring needs keys of 32 bytes numbered 1 to 255")
    return dict(masters)


def _line(number: int) -> str:
    return f"{number} {secrets.token_hex(KEY_BYTES)}\n"


def _keep_name(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

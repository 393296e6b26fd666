"""The key ring: what seals the encrypted columns, hashes the looked-up codes and signs the audit.

The key file holds one master key a line, "number hex"; the highest number seals, all of them open.
From each master key a key per purpose is derived (HKDF), so that one purpose never serves another.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import Unusable
from engine.messages_catalogue import msg

_KEY_BYTES = 32
_BLOCK_BYTES = 64  # of SHA-256
_NONCE_BYTES = 12
_FORMAT = 1
_HEADER = 2  # format byte, key number


class _Hmac:
    """HMAC-SHA256 (RFC 2104) with one key, whose two paddings are hashed once: at a fifth of the cost."""

    def __init__(self, key: bytes) -> None:
        padded = key.ljust(_BLOCK_BYTES, b"\0")  # the keys here are shorter than a block
        self._inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in padded))

    def hex(self, data: bytes) -> str:
        """64 hex digits."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(data)
        outer.update(inner.digest())
        return outer.hexdigest()


class KeyRing:
    """Master keys by number (1–255) and what is derived from them; never printed, never pickled."""

    def __init__(self, masters: Mapping[int, bytes]) -> None:
        if not masters or any(len(key) != _KEY_BYTES or not 1 <= n <= 255 for n, key in masters.items()):
            raise ValueError("a key ring needs keys of 32 bytes numbered 1 to 255")
        first = masters[
            min(masters)
        ]  # hashes must stay comparable over the years, so the first key makes them
        self._sealing = max(masters)
        self._ciphers = {number: AESGCM(_derived(key, "encryption")) for number, key in masters.items()}
        self._files = {number: _derived(key, "files") for number, key in masters.items()}
        self._lookup_key = _derived(first, "lookup")
        self._audit = _Hmac(_derived(first, "audit"))

    def __repr__(self) -> str:
        return f"KeyRing(keys={sorted(self._ciphers)})"

    def __reduce__(self) -> str:
        raise TypeError("keys are not pickled")

    def seal(self, plain: bytes, label: str) -> bytes:
        """Encrypt for the place named by `label` ("table.column"); other places cannot open it."""
        nonce = os.urandom(_NONCE_BYTES)
        header = bytes((_FORMAT, self._sealing))
        return header + nonce + self._ciphers[self._sealing].encrypt(nonce, plain, header + label.encode())

    def unseal(self, sealed: bytes, label: str) -> bytes:
        """The plain bytes; ValueError when the key, the place or a single bit differs."""
        header, nonce = sealed[:_HEADER], sealed[_HEADER : _HEADER + _NONCE_BYTES]
        if len(nonce) != _NONCE_BYTES or header[0] != _FORMAT or header[1] not in self._ciphers:
            raise ValueError(f"{label}: sealed with a key that this installation does not have")
        try:
            body = sealed[_HEADER + _NONCE_BYTES :]
            return self._ciphers[header[1]].decrypt(nonce, body, header + label.encode())
        except InvalidTag as error:
            raise ValueError(f"{label}: the stored value was altered or belongs elsewhere") from error

    @property
    def newest(self) -> int:
        """The number of the key that seals."""
        return self._sealing

    def file_key(self, purpose: str, number: int, salt: bytes) -> bytes | None:
        """The key (32 bytes) of one file with this salt; None where the ring has no key of this number."""
        master = self._files.get(number)
        if master is None:
            return None
        return HKDF(SHA256(), length=_KEY_BYTES, salt=salt, info=f"asistents/{purpose}/1".encode()).derive(
            master
        )

    def lookup_hash(self, purpose: str, text: str) -> str:
        """A keyed hash (64 hex digits) to find a code by; different for each purpose."""
        return hmac.digest(self._lookup_key, f"{purpose}\0{text}".encode(), hashlib.sha256).hex()

    def audit_mac(self, data: bytes) -> str:
        """The HMAC-SHA256 (64 hex digits) that nobody without the key can make anew."""
        return self._audit.hex(data)

    def check_value(self) -> str:
        """Tells whether a database belongs to these keys, and nothing else about them."""
        return self.lookup_hash("key_check", "asistents")


def new_key_ring() -> KeyRing:
    """A ring with one fresh key that is written nowhere (tests)."""
    return KeyRing({1: secrets.token_bytes(_KEY_BYTES)})


def open_key_file(path: Path, *, create: bool = False) -> KeyRing:
    """The ring in the file; with `create` a missing file is made, readable by its owner only.

    Raises Unusable for a missing or unreadable file, or one that others may read.
    """
    try:
        if create and not path.exists():
            _write_key_file(path)
        _refuse_open_door(path)
        return KeyRing(_read_masters(path.read_text("ascii")))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Unusable(
            msg("The key file {file} cannot be used: {reason}.", file=str(path), reason=reason)
        ) from error
    except ValueError as error:
        raise Unusable(msg("The key file {file} does not hold valid keys.", file=str(path))) from error


def _write_key_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"1 {secrets.token_hex(_KEY_BYTES)}\n")


def _refuse_open_door(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Unusable(
            msg(
                "Other users of this machine can read the key file {file}: run chmod 600 on it.",
                file=str(path),
            )
        )


def _read_masters(text: str) -> dict[int, bytes]:
    masters: dict[int, bytes] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            number, key = line.split()
            masters[int(number)] = bytes.fromhex(key)
    return masters


def _derived(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), length=_KEY_BYTES, salt=None, info=f"asistents/{purpose}/1".encode()).derive(master)

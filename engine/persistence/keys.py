"""The key ring: hashes the looked-up codes, signs the audit, wraps the keys that seal the columns.

From a master key a key per purpose is derived. Those of the two purposes that must never change (hashes
that are looked up, the audit) come from the first master until a rotation stores them wrapped; from then on
the stored ones serve, and the first master may go. `seal` is the older format: by a master, for its label.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.persistence.masters import (
    KEY_BYTES,
    NONCE_BYTES,
    FileMasters,
    MasterKeys,
    Masters,
    make_key_file,
    unusable_file,
)

_BLOCK_BYTES = 64  # of SHA-256
FORMAT_1 = 1
_HEADER = 2  # format byte, key number
PURPOSES = ("lookup", "audit")


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
    """The masters and what comes of them; never printed, never pickled."""

    def __init__(self, masters: Mapping[int, bytes] | Masters) -> None:
        self.masters: Masters = MasterKeys(masters) if isinstance(masters, Mapping) else masters
        self._ciphers: dict[int, AESGCM] = {}
        self.serve_by({})

    def __repr__(self) -> str:
        return f"KeyRing(keys={list(self.masters.numbers())})"

    def __reduce__(self) -> str:
        raise TypeError("keys are not pickled")

    def serve_by(self, stored: Mapping[str, bytes]) -> None:
        """Hash and sign by the stored keys of these purposes, or (none) by those of the first master."""
        self._stored = dict(stored)
        keys = {purpose: self.purpose_key(purpose) for purpose in PURPOSES}
        self._lookup_key = keys["lookup"]
        self._audit = _Hmac(keys["audit"])

    def purpose_key(self, purpose: str) -> bytes:
        """The key that serves a purpose now, to be stored wrapped."""
        stored = self._stored.get(purpose)
        return self.masters.derived(self.masters.numbers()[0], purpose) if stored is None else stored

    def seal(self, plain: bytes, label: str) -> bytes:
        """Encrypt by the newest master for the place that `label` names; other places cannot open it."""
        nonce, number = os.urandom(NONCE_BYTES), self.masters.numbers()[-1]
        header = bytes((FORMAT_1, number))
        return header + nonce + self._cipher(number).encrypt(nonce, plain, header + label.encode())

    def unseal(self, sealed: bytes, label: str) -> bytes:
        """What `seal` sealed; ValueError when the key, the place or a single bit differs."""
        header, nonce = sealed[:_HEADER], sealed[_HEADER : _HEADER + NONCE_BYTES]
        if len(nonce) != NONCE_BYTES or header[0] != FORMAT_1:
            raise ValueError(f"{label}: sealed with a key that this installation does not have")
        try:
            body = sealed[_HEADER + NONCE_BYTES :]
            return self._cipher(header[1]).decrypt(nonce, body, header + label.encode())
        except KeyError as error:
            raise ValueError(f"{label}: sealed with a key that this installation does not have") from error
        except InvalidTag as error:
            raise ValueError(f"{label}: the stored value was altered or belongs elsewhere") from error

    def file_key(self, purpose: str, number: int, salt: bytes) -> bytes | None:
        """The key (32 bytes) of one file with this salt; None where the ring has no key of this number."""
        try:
            master = self.masters.derived(number, "files")
        except KeyError:
            return None
        return HKDF(SHA256(), length=KEY_BYTES, salt=salt, info=f"asistents/{purpose}/1".encode()).derive(
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

    def _cipher(self, number: int) -> AESGCM:
        cipher = self._ciphers.get(number)
        if cipher is None:
            cipher = self._ciphers[number] = AESGCM(self.masters.derived(number, "encryption"))
        return cipher


def new_key_ring() -> KeyRing:
    """A ring with one fresh key that is written nowhere (tests)."""
    return KeyRing({1: secrets.token_bytes(KEY_BYTES)})


def open_key_file(path: Path, *, create: bool = False) -> KeyRing:
    """The ring in the file; with `create` a missing file is made, readable by its owner only.

    Raises Unusable for a missing or unreadable file, or one that others may read.
    """
    try:
        if create and not path.exists():
            make_key_file(path)
        return KeyRing(FileMasters(path))
    except OSError as error:
        raise unusable_file(path, error) from error
    except ValueError as error:
        raise Unusable(msg("The key file {file} does not hold valid keys.", file=str(path))) from error

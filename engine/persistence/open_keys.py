"""Sealing and opening values by keys that stand ready, and noticing within a second that one was destroyed.

A value of format 2: a byte 2, the key's tag (8 bytes), a nonce (12), AES-GCM. Bound to it are the tag, the
column's label and the key columns of its row: moved to another row or column it does not open.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from threading import Lock
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine import clock
from engine.clock import local_day
from engine.errors import Erased
from engine.messages_catalogue import Message, msg
from engine.persistence.keys import FORMAT_1, KeyRing
from engine.persistence.masters import NONCE_BYTES

FORMAT_2 = 2
TAG_BYTES = 8
_TAGGED = 1 + TAG_BYTES
_HEADER = _TAGGED + NONCE_BYTES
GOOD_FOR = 1.0  # seconds that a key serves before it is asked whether any was destroyed
_MOST = 50_000  # keys held ready: some 20 MB


class Source(Protocol):
    """The database whose keys they are."""

    def look(self) -> None:
        """Forget what was destroyed since the last look."""

    def find(self, tag: bytes) -> AESGCM | datetime | None:
        """The key of this tag, the instant at which it was destroyed, or None."""


class OpenKeys:
    """The keys held open for one database; a copy of it holds its own, and knows what was destroyed there."""

    def __init__(self, keys: KeyRing, source: Source) -> None:
        self.keys = keys
        self._source = source
        self._ciphers: dict[bytes, AESGCM] = {}
        self._gone: set[bytes] = set()  # what was destroyed is not held again by who read it a moment before
        self._lock = Lock()
        self._look_at = 0.0

    def keep(self, tag: bytes, cipher: AESGCM) -> None:
        """Hold a key ready."""
        with self._lock:
            while len(self._ciphers) >= _MOST:  # the oldest go: those of transactions underway are the newest
                del self._ciphers[next(iter(self._ciphers))]
            if tag not in self._gone:
                self._ciphers[tag] = cipher

    def forget(self, tags: Iterable[bytes]) -> None:
        """Hold them no longer."""
        with self._lock:
            for tag in tags:
                self._gone.add(tag)
                self._ciphers.pop(tag, None)

    def look(self) -> None:
        """Once a second: let the database say what was destroyed."""
        now = clock.seconds()
        if now >= self._look_at:
            self._look_at = now + GOOD_FOR
            self._source.look()

    def seal(self, plain: bytes, tag: bytes, place: bytes) -> bytes:
        """Encrypt by the key of this tag for the place (`place_of`)."""
        head, nonce = bytes((FORMAT_2,)) + tag, os.urandom(NONCE_BYTES)
        return head + nonce + self._cipher(tag).encrypt(nonce, plain, head + place)

    def unseal(self, sealed: bytes, label: str, binding: bytes) -> bytes:
        """The plain bytes; ValueError for another place, key or a changed bit, Erased for a destroyed key."""
        if sealed[:1] == bytes((FORMAT_1,)):
            return self.keys.unseal(sealed, label)
        if sealed[:1] != bytes((FORMAT_2,)) or len(sealed) < _HEADER:
            raise ValueError(f"{label}: sealed with a key that this installation does not have")
        self.look()
        head = sealed[:_TAGGED]
        try:
            cipher = self._cipher(head[1:])
            return cipher.decrypt(sealed[_TAGGED:_HEADER], sealed[_HEADER:], head + place_of(label, binding))
        except LookupError as error:
            raise ValueError(f"{label}: sealed with a key that this installation does not have") from error
        except InvalidTag as error:
            raise ValueError(f"{label}: the stored value was altered or belongs elsewhere") from error

    def _cipher(self, tag: bytes) -> AESGCM:
        cipher = self._ciphers.get(tag)
        return self._fetched(tag) if cipher is None else cipher

    def _fetched(self, tag: bytes) -> AESGCM:
        found = self._source.find(tag)
        if found is None:
            raise LookupError
        if isinstance(found, datetime):
            raise Erased(erased_words(found))
        self.keep(tag, found)
        return found


def place_of(label: str, binding: bytes) -> bytes:
    """What a value is bound to: its column ("table.column") and the key of its row."""
    return label.encode() + b"\0" + binding


def erased_words(at: datetime) -> Message:
    """What is said instead of what was erased."""
    return msg("These data were erased on {day} and can no longer be read.", day=local_day(at))

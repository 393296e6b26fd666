"""Passwords: hashed with argon2, checked at the same cost whether or not there is anything to check."""

from __future__ import annotations

import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import EngineError
from engine.messages_catalogue import msg

LEAST_PASSWORD = 12  # NIST 800-63B asks for length, not for kinds of characters

_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(2)  # a hash takes 64 MB
_NOBODY = _hasher.hash(secrets.token_hex())  # an unknown name costs the same time as a known one


def hash_password(password: str) -> str:
    """An argon2 hash; refuses a password that is too short."""
    if len(password) < LEAST_PASSWORD:
        raise EngineError(msg("A password needs at least {count} characters.", count=LEAST_PASSWORD))
    with _hashing:
        return _hasher.hash(password)


def is_right(password: str, hashed: str | None) -> bool:
    """Whether this is the password of the hash; never for somebody who has none, in the same time."""
    with _hashing:
        try:
            return _hasher.verify(hashed or _NOBODY, password) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False

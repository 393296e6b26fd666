"""Passwords by NIST SP 800-63B: long, not among the first guesses, of any characters; hashed with argon2.

Nothing else is asked of them: no kinds of characters, no change by the calendar. Checking costs the same
whether or not there is anything to check.
"""

from __future__ import annotations

import secrets
import threading
import unicodedata
from collections.abc import Iterable

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people.easy_passwords import why_easy

LEAST_PASSWORD = 12  # NIST 800-63B asks for length, not for kinds of characters
MOST_PASSWORD = 128  # characters; longer ones only cost time

_hasher = PasswordHasher()
_hashing = threading.BoundedSemaphore(2)  # a hash takes 64 MB
_NOBODY = _hasher.hash(secrets.token_hex())  # an unknown name costs the same time as a known one


def hash_password(password: str, own_words: Iterable[str] = ()) -> str:
    """An argon2 hash; refuses a password that is too short, too long or among the first guesses.

    `own_words`: the person's names, which a password must be more than.
    """
    if len(password) < LEAST_PASSWORD:
        raise EngineError(msg("A password needs at least {count} characters.", count=LEAST_PASSWORD))
    if len(password) > MOST_PASSWORD:
        raise EngineError(msg("A password has at most {count} characters.", count=MOST_PASSWORD))
    if reason := why_easy(password, own_words):
        raise EngineError(reason)
    with _hashing:
        return _hasher.hash(_one_way_written(password))


def is_right(password: str, hashed: str | None) -> bool:
    """Whether this is the password of the hash; never for somebody who has none, in the same time."""
    with _hashing:
        try:
            typed = _one_way_written(password[: MOST_PASSWORD + 1])
            return _hasher.verify(hashed or _NOBODY, typed) and hashed is not None
        except (VerificationError, InvalidHashError):
            return False


def _one_way_written(password: str) -> str:
    """Keyboards make "ā" as one sign or as two; to whoever types it is the same."""
    return unicodedata.normalize("NFKC", password)

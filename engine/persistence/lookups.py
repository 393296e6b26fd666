"""Keyed hashes under which codes and addresses are found again without being readable."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from engine.persistence.keys import KeyRing
from engine.persistence.types import keys_of


def session_keys(session: Session) -> KeyRing:
    """The key ring of the database that this session works on."""
    bind = session.get_bind()
    return keys_of(bind.dialect if isinstance(bind, Engine) else bind.engine.dialect)


def personal_code_hash(keys: KeyRing, personal_code: str) -> str:
    """What `person.personal_code_hash` holds for this code, however it is punctuated."""
    return keys.lookup_hash("person", _letters_and_digits(personal_code))


def assistant_key(keys: KeyRing, personal_code: str) -> str:
    """The name of an assistant in `assistant_week`: the same in every municipality, linked to nobody."""
    return keys.lookup_hash("assistant_week", _letters_and_digits(personal_code))


def sign_in_user_hash(keys: KeyRing, user_name: str) -> str:
    """What `sign_in_attempt.user_name_hash` holds for this account name."""
    return keys.lookup_hash("sign_in_user", user_name.strip().casefold())


def sign_in_address_hash(keys: KeyRing, address: str) -> str:
    """What `sign_in_attempt.address_hash` holds for this network address."""
    return keys.lookup_hash("sign_in_address", address.strip())


def _letters_and_digits(code: str) -> str:
    return "".join(sign for sign in code if sign.isalnum()).upper()

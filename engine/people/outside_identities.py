"""Who somebody is at a provider, tied to an account: by an administrator, or by a personal code.

Kept is a keyed hash of what the provider says, never the word itself. No account is ever made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import sessions
from engine.persistence import rows
from engine.persistence.lookups import personal_code_hash
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.outside_sign_ins import OutsideIdentity
from engine.persistence.tables.people import Person
from engine.runtime import EVERY, Runtime, Session
from engine.sign_in_providers import Provider, Says

_CODE = re.compile(r"(?:PNOLV|LV)?-?(\d{6})-?(\d{5})", re.IGNORECASE)  # ETSI EN 319 412-1, or bare


@dataclass(frozen=True, slots=True)
class Linked:
    """One tie of an account."""

    identity_id: int
    provider: str  # its key
    linked_at: datetime
    used_at: datetime | None


def linked(runtime: Runtime, user_id: int) -> Sequence[Linked]:
    """The ties of an account, the oldest first."""
    with runtime.reading(EVERY) as session:
        found = rows.every(session, OutsideIdentity, order_by=["id"], user_id=user_id)
        return [Linked(one.id, one.provider, one.linked_at, one.used_at) for one in found]


def link(runtime: Runtime, provider: Provider, user_id: int, value: str, *, by: int) -> None:
    """Tie an account to what the provider says of somebody; who may do so, the caller has asked.

    EngineError where the value cannot be what it says, or is another account's.
    """
    now = runtime.clock.now()
    hashed = _hash(runtime, provider, _plain(provider, value))
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, user_id)
        row = {
            "municipality_id": account.municipality_id,
            "user_id": user_id,
            "provider": provider.key,
            "subject_hash": hashed,
            "linked_by": by,
            "linked_at": now,
        }
        if rows.count(session, OutsideIdentity, subject_hash=hashed):
            raise EngineError(msg("This is linked with an account already."))
        session.add(OutsideIdentity(**row))
        sessions.note(session, account, "outside_identity_linked", now, by=by)


def unlink(runtime: Runtime, user_id: int, identity_id: int, *, by: int) -> None:
    """Untie it: the account's sessions end. NotFound where the account has no such tie."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        if not rows.remove(session, OutsideIdentity, id=identity_id, user_id=user_id):
            raise NotFound(msg("There is no such link any more."))
        account = session.get_one(UserAccount, user_id)
        sessions.end_all(session, user_id)
        sessions.note(session, account, "outside_identity_unlinked", now, by=by)


def account_of(
    runtime: Runtime, session: Session, provider: Provider, said: str, now: datetime
) -> UserAccount | None:
    """The open account that a provider's word leads to; None where there is none, or more than one."""
    plain = _plain(provider, said)
    tie = {"subject_hash": _hash(runtime, provider, plain)}
    found = rows.first(session, OutsideIdentity, **tie)
    if found is not None:
        rows.change(session, OutsideIdentity, {"used_at": now}, **tie)
        account = session.get_one(UserAccount, found.user_id)
        return account if account.disabled_at is None else None
    if provider.says is not Says.PERSONAL_CODE:
        return None
    hashed = personal_code_hash(runtime.database.keys, plain)
    people = [one.id for one in rows.every(session, Person, personal_code_hash=hashed, died_on=None)]
    accounts = rows.every(session, UserAccount, person_id=people, disabled_at=None) if people else []
    return accounts[0] if len(accounts) == 1 else None


def _plain(provider: Provider, value: str) -> str:
    """One way of writing it; EngineError where it cannot be what it says."""
    text = value.strip()
    if provider.says is Says.PERSONAL_CODE:
        code = _CODE.fullmatch(text)
        if code is None:
            raise EngineError(msg("This is no personal code."))
        return f"{code[1]}-{code[2]}"
    if not 1 <= len(text) <= 500:
        raise EngineError(msg("Write what the provider says of this person."))
    return text.casefold() if provider.says is Says.EMAIL else text


def _hash(runtime: Runtime, provider: Provider, plain: str) -> str:
    words = f"{provider.issuer}\0{provider.claim}\0{plain}"
    return runtime.database.keys.lookup_hash("outside_identity", words)

"""Ten codes on paper for whoever has lost the second factor; each counts once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from engine.people import sessions
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import RecoveryCode
from engine.runtime import Runtime, Session

RECOVERY_CODES = 10
SIGNS = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike; ten of them are 49 bits


def left(session: Session, user_id: int) -> int:
    """How many still count."""
    return rows.count(session, RecoveryCode, user_id=user_id, used_at=None)


def renew(runtime: Runtime, session: Session, account: UserAccount, now: datetime) -> Sequence[str]:
    """Ten new ones, told now and never again; the earlier ones count no more."""
    remove(session, account.id)
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(SIGNS)) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(
            municipality_id=account.municipality_id,
            user_id=account.id,
            code_hash=_code_hash(runtime, account.id, code),
            made_at=now,
        )
        for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def use(runtime: Runtime, session: Session, account: UserAccount, code: str, now: datetime) -> bool:
    """Whether it is one of them that still counts; it is used up by this."""
    unused = {"user_id": account.id, "code_hash": _code_hash(runtime, account.id, code), "used_at": None}
    if not rows.change(session, RecoveryCode, {"used_at": now}, **unused):
        return False
    sessions.note(session, account, "recovery_code_used", now, by=account.id)
    return True


def remove(session: Session, user_id: int) -> None:
    """None counts any more."""
    rows.remove(session, RecoveryCode, user_id=user_id)


def plain(code: str) -> str:
    """As it may be typed: with spaces or dashes, in capitals."""
    return "".join(code.split()).replace("-", "").lower()[:40]


def _code_hash(runtime: Runtime, user_id: int, code: str) -> str:
    return runtime.database.keys.lookup_hash("recovery_code", f"{user_id}:{plain(code)}")

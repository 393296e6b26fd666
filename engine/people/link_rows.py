"""The rows of links and codes: found by a hash, counting only while all is as when made, used up once."""

from __future__ import annotations

from datetime import datetime

from engine.people import party_accounts, second_factor
from engine.persistence import audit, rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.reaching import SignInLink
from engine.runtime import Runtime, Session

USUAL_HOURS = 72  # where a municipality does not say how long they count
MOST_WRONG = 5  # wrong dates of birth: then it is taken back


def living(session: Session, hashed: str, now: datetime) -> SignInLink | None:
    """The one with this hash, where it still counts."""
    found = rows.first(
        session, SignInLink, secret_hash=hashed, used_at=None, revoked_at=None, expires_at__after=now
    )
    return found if found is not None and _is_still_theirs(session, found, now) else None


def was_made(session: Session, hashed: str) -> bool:
    """Whether there ever was one."""
    return rows.count(session, SignInLink, secret_hash=hashed) > 0


def revoke_of(session: Session, user_id: int, now: datetime) -> None:
    """None leads into this account any more."""
    live = {"user_id": user_id, "used_at": None, "revoked_at": None}
    rows.change(session, SignInLink, {"revoked_at": now}, **live)


def use_up(session: Session, link: SignInLink, now: datetime) -> bool:
    """Whether this is the one that uses it."""
    used = rows.change(session, SignInLink, {"used_at": now}, id=link.id, used_at=None, revoked_at=None)
    return used == 1


def count_wrong(session: Session, link: SignInLink, now: datetime) -> None:
    """One wrong date more; after some of them it is taken back."""
    changed: dict[str, object] = {"wrong_answers": link.wrong_answers + 1}
    if link.wrong_answers + 1 >= MOST_WRONG:
        changed["revoked_at"] = now
        note(session, link, "sign_in_link_revoked", now, by=None)
    rows.change(session, SignInLink, changed, id=link.id, used_at=None)


def _is_still_theirs(session: Session, link: SignInLink, now: datetime) -> bool:
    """Whether all is as it was when it was made: the person lives and has a part in the case, and their
    account is open, works for no office and asks for no second factor.
    """
    is_of_party = party_accounts.is_of_party(session, link.user_id, link.person_id, link.case_id, now)
    return is_of_party and not second_factor.counts(session, link.user_id)


def _plain(secret: str) -> str:
    """A code may be typed with spaces or dashes between its digits."""
    digits = secret.replace(" ", "").replace("-", "")
    return digits if digits.isascii() and digits.isdigit() else secret.strip()


def hash_of(runtime: Runtime, secret: str) -> str:
    """All that is kept of a secret."""
    return runtime.database.keys.lookup_hash("sign_in_link", _plain(secret))


def note(session: Session, link: SignInLink, action: str, now: datetime, *, by: int | None) -> None:
    """What became of one, for the audit."""
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=link.municipality_id,
        actor_user_id=by,
        case_id=link.case_id,
        object_kind="sign_in_link",
        object_id=str(link.id),
    )


def hours(session: Session) -> int:
    """How long one counts in this municipality."""
    municipality = session.get_one(Municipality, session.tenant.municipality_id)
    return int(municipality.settings.get("sign_in_link_hours", USUAL_HOURS))

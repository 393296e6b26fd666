"""Sessions: begun in the caller's transaction, listed to their owner, ended one by one or all at once."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.people import known_browsers
from engine.persistence import audit, rows
from engine.persistence.queries import accounts
from engine.persistence.queries.accounts import Account
from engine.persistence.tables.accounts import UserAccount, WebSession
from engine.persistence.tables.sign_ins import SessionPlace
from engine.runtime import EVERY, Runtime, Session

SESSION_LASTS = timedelta(hours=10)  # a working day; idle sessions end sooner
IDLE_ENDS = timedelta(hours=1)
_KEY_SIGNS = 20  # of a session's hash: enough to name one of somebody's own


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new session: the token goes into the cookie, its hash is all we keep."""

    token: str
    user_id: int
    csrf: str
    user_name: str


@dataclass(frozen=True, slots=True)
class Place:
    """From where somebody comes: what the browser says of itself in two words, and the network's address."""

    device: str = ""
    address: str = ""
    browser: str = ""  # the token of its cookie, by which it is known again


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One of somebody's living sessions; `key` names it among their own and opens nothing."""

    key: str
    created_at: datetime
    seen_at: datetime
    place: Place
    is_this: bool


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is behind a session token right now."""

    actor: Actor
    language: str
    csrf: str
    confirmed_at: datetime | None
    lacks_factor: bool = False  # the installation demands a second factor that is not set up yet
    reading: str = ""  # how they want pages to look, as the page of settings keeps it; "": never said


def open_session(
    session: Session,
    account: UserAccount,
    now: datetime,
    *,
    action: str = "signed_in",
    place: Place | None = None,
    is_fresh: bool = True,
) -> SignedIn:
    """A new session of an account, in the caller's transaction; `action` tells the audit how.

    `is_fresh`: whether they showed just now who they are, so that money may be approved.
    """
    token, csrf = new_token(), new_token()
    session.add(
        WebSession(
            token_hash=token_hash(token),
            user_id=account.id,
            created_at=now,
            seen_at=now,
            expires_at=now + SESSION_LASTS,
            csrf=csrf,
            confirmed_at=now if is_fresh else None,
        )
    )
    if place is not None:
        if place.browser:
            known_browsers.remember(session, account.id, token_hash(place.browser), now)
        session.flush()
        session.add(SessionPlace(token_hash=token_hash(token), device=place.device, address=place.address))
    note(session, account, action, now, by=account.id)
    return SignedIn(token, account.id, csrf, account.user_name)


def own(runtime: Runtime, user_id: int, token: str) -> list[OwnSession]:
    """The living sessions of an account, the newest first; `token`: of the one that asks."""
    now, this = runtime.clock.now(), token_hash(token)
    with runtime.reading(EVERY) as session:
        found = rows.every(
            session, WebSession, order_by=("-seen_at",), user_id=user_id, expires_at__after=now,
            seen_at__least=now - IDLE_ENDS,
        )  # fmt: skip
        hashes = [one.token_hash for one in found]
        places = {one.token_hash: one for one in rows.every(session, SessionPlace, token_hash=hashes)}
        return [
            OwnSession(
                one.token_hash[:_KEY_SIGNS],
                one.created_at,
                one.seen_at,
                _place(places.get(one.token_hash)),
                one.token_hash == this,
            )
            for one in found
        ]


def end(runtime: Runtime, user_id: int, key: str) -> None:
    """End one of somebody's own sessions; NotFound where they have none of that key."""
    with runtime.transaction(EVERY) as session:
        found = rows.every(session, WebSession, user_id=user_id)
        named = [one for one in found if one.token_hash[:_KEY_SIGNS] == key]
        if not named:
            raise NotFound(msg("There is no such session any more."))
        rows.remove(session, WebSession, token_hash=named[0].token_hash)
        _note_ended(session, user_id, runtime.clock.now())


def end_others(runtime: Runtime, user_id: int, token: str) -> int:
    """End all of somebody's sessions but the one of the token; how many."""
    with runtime.transaction(EVERY) as session:
        ended = rows.remove(session, WebSession, user_id=user_id, token_hash__not=token_hash(token))
        if ended:
            _note_ended(session, user_id, runtime.clock.now())
        return ended


def end_all(session: Session, user_id: int, *, but: str = "") -> None:
    """Every session of an account is dead with the caller's commit; `but`: the token of one that stays."""
    rows.remove(session, WebSession, user_id=user_id, token_hash__not=token_hash(but))


def shut_out(session: Session, user_id: int) -> None:
    """The same, and no browser of the account is known any more: somebody may sit at it who should not."""
    end_all(session, user_id)
    known_browsers.forget(session, user_id)


def actor_of(session: Session, account: UserAccount | Account, now: datetime) -> Actor:
    """Who an account is today: roles and deputyships change at once, without a new sign-in."""
    day = local_day(now)
    roles, limited = accounts.reach_on(session, account.id, day)
    away, kept_off = accounts.beside_roles(session, account.id, day)
    return Actor(
        user_id=account.id,
        name=account.display_name,
        municipality_id=account.municipality_id,
        roles=roles,
        person_id=account.person_id,
        deputy_for=away,
        kept_off=kept_off,
        provider_id=account.provider_id,
        districts=_with_those_of(session, limited, away, day) if limited and away else limited,
    )


def _with_those_of(
    session: Session, limited: frozenset[tuple[str, int]], away: frozenset[int], day: date
) -> frozenset[tuple[str, int]]:
    """Role by role, the own districts and those of whom one stands in for; all, where these have no limit.

    A role that only one of the two holds gains nothing.
    """
    for one in sorted(away):
        roles, theirs = accounts.reach_on(session, one, day)
        mine = {role for role, _ in limited}
        everywhere = (roles & mine) - {role for role, _ in theirs}
        gained = {pair for pair in theirs if pair[0] in mine}
        limited = frozenset(pair for pair in limited | gained if pair[0] not in everywhere)
    return limited


def new_token() -> str:
    """256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """All that is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def note(
    session: Session,
    account: UserAccount | Account,
    action: str,
    now: datetime,
    *,
    by: int | None,
    **more: object,
) -> None:
    """What became of an account, for the audit."""
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=account.municipality_id,
        actor_user_id=by,
        object_kind="user_account",
        object_id=str(account.id),
        **more,
    )


def _note_ended(session: Session, user_id: int, now: datetime) -> None:
    note(session, session.get_one(UserAccount, user_id), "sessions_ended", now, by=user_id)


def _place(found: SessionPlace | None) -> Place:
    return Place() if found is None else Place(found.device, found.address)

"""Signing in once without an account: a link by e-mail, or a code that is handed over or read out.

It is made for one person of one case, counts once and until it expires, and asks who it is that holds it.
Looking at it uses nothing up, because mail servers open the links they pass on. Only its hash is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.rights import Actor, may
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import read_notes, short_mails
from engine.people.link_rows import hash_of, hours, note
from engine.people.party_accounts import account_for, person_in
from engine.people.short_mails import ShortMail
from engine.persistence import rows
from engine.persistence.tables.reaching import SignInLink
from engine.runtime import Runtime, Session, Tenant

RIGHT, PURPOSE = "sign_in_link.make", "sign_in_link"  # the latter of the read log


@dataclass(frozen=True, slots=True)
class Made:
    """A new one: the secret is shown or mailed now, and never again."""

    secret: str
    expires_at: datetime
    mailed_to: str  # empty: it is a code


@dataclass(frozen=True, slots=True)
class LiveLink:
    """One that still counts."""

    link_id: int
    made_at: datetime
    expires_at: datetime
    is_mailed: bool


@dataclass(frozen=True, slots=True)
class Whom:
    """The person for whom one may be made."""

    person_id: int
    name: str
    email: str
    hours: int  # how long it will count
    live: Sequence[LiveLink]


def whom(runtime: Runtime, actor: Actor, case_id: int, person_id: int) -> Whom:
    """The person, and what already leads them in; NotFound for somebody who is not of the case."""
    _refuse_stranger(actor)
    now = runtime.clock.now()
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        person = person_in(session, actor, RIGHT, (case_id, person_id))
        live = rows.every(
            session, SignInLink, person_id=person_id, used_at=None, revoked_at=None, expires_at__after=now
        )
        found = Whom(
            person_id,
            f"{person.given_name} {person.family_name}",
            person.email,
            hours(session),
            [LiveLink(one.id, one.made_at, one.expires_at, one.is_mailed) for one in live],
        )
    read_notes.note(runtime, actor, [person_id], PURPOSE)
    return found


def make(runtime: Runtime, actor: Actor, case_id: int, person_id: int, *, mail_to: str = "") -> Made:
    """A new one in place of earlier ones; `mail_to`: the address of the page that it leads to, for a link.

    Raises EngineError with a sentence where nobody could prove who they are, or there is no e-mail address.
    """
    _refuse_stranger(actor)
    now = runtime.clock.now()
    secret = secrets.token_urlsafe(32) if mail_to else f"{secrets.randbelow(10**8):08}"
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        person = person_in(session, actor, RIGHT, (case_id, person_id))
        account = account_for(session, person, case_id, now)
        rows.change(
            session, SignInLink, {"revoked_at": now}, person_id=person_id, used_at=None, revoked_at=None
        )
        link = SignInLink(
            case_id=case_id,
            person_id=person_id,
            user_id=account.id,
            secret_hash=hash_of(runtime, secret),
            is_mailed=bool(mail_to),
            made_by=actor.user_id,
            made_at=now,
            expires_at=now + timedelta(hours=hours(session)),
        )
        session.add(link)
        session.flush()
        mailed_to = _mail(session, link, f"{mail_to}/{secret}") if mail_to else ""
        note(session, link, "sign_in_link_made", now, by=actor.user_id)
        return Made(secret, link.expires_at, mailed_to)


def revoke(runtime: Runtime, actor: Actor, link_id: int) -> None:
    """Take one back: it leads nowhere from now on. One that has ended already stays as it is."""
    _refuse_stranger(actor)
    now = runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        link = rows.first(session, SignInLink, id=link_id)
        if link is not None and link.case_id in actor.kept_off:
            link = None
        live = {"id": link_id, "used_at": None, "revoked_at": None}
        if link is not None:
            person_in(session, actor, RIGHT, (link.case_id, link.person_id))
        if link is not None and rows.change(session, SignInLink, {"revoked_at": now}, **live):
            note(session, link, "sign_in_link_revoked", now, by=actor.user_id)


def _mail(session: Session, link: SignInLink, address: str) -> str:
    mail = ShortMail(
        msg("Your link to sign in"),
        (
            msg("With this link you can sign in once. You will be asked for your date of birth."),
            msg("Do not pass the link on. If you did not ask for it, call the office."),
        ),
        address,
    )
    key = f"sign_in_link:{link.id}"
    mailed_to = short_mails.to_person(session, link.person_id, mail, key=key, now=link.made_at)
    if not mailed_to:
        raise EngineError(msg("There is no e-mail address; hand over a code instead."))
    return mailed_to


def _refuse_stranger(actor: Actor) -> None:
    if not may(actor, RIGHT):
        raise NotFound(msg("There is no such person in this case."))

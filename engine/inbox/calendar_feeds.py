"""A person's calendar under a secret link: made, renewed, taken away, read by a calendar program."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from engine.clock import local_day
from engine.documents.calendar_file import Event, calendar_file
from engine.domain.rights import Actor, may
from engine.errors import NotFound
from engine.inbox.calendar_entries import Entry, between
from engine.messages_catalogue import Message, msg, say
from engine.people import sessions
from engine.persistence import audit
from engine.persistence.queries import calendar_feeds as rows
from engine.runtime import EVERY, Runtime, Session, Tenant

BACK, AHEAD = timedelta(days=31), timedelta(days=366)


def made_at(runtime: Runtime, actor: Actor) -> datetime | None:
    """When the actor's link was made; None: there is none."""
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return rows.made_at(session, actor.user_id)


def renew(runtime: Runtime, actor: Actor) -> str:
    """A new token; the one before no longer opens anything. Shown once, kept nowhere."""
    _require(actor)
    token, now = secrets.token_urlsafe(32), runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        rows.replace(session, (actor.municipality_id, actor.user_id), _hash(token), now)
        _note(session, actor, "calendar_link_made", now)
    return token


def revoke(runtime: Runtime, actor: Actor) -> None:
    """Take the link away."""
    _require(actor)
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        if rows.remove(session, actor.user_id):
            _note(session, actor, "calendar_link_removed", runtime.clock.now())


def feed(runtime: Runtime, token: str) -> bytes:
    """The calendar behind a token as a file for calendar programs; NotFound for any other token.

    It says the step and the number of the case, and never a name.
    """
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        found = rows.behind(session, _hash(token))
        if found is None:
            raise NotFound(msg("There is no such calendar."))
        account, made = found
        actor, language = sessions.actor_of(session, account, now), str(account.language)
    _require(actor)
    today = local_day(now)
    entries = between(runtime, actor, today - BACK, today + AHEAD).entries
    events = [_event(one, actor, language) for one in entries]
    return calendar_file(say(msg("Assistant service"), language), events, stamped=made)


def _event(entry: Entry, actor: Actor, language: str) -> Event:
    title = entry.title
    words = say(title, language) if isinstance(title, Message) else title[language]
    summary = f"{words} ({entry.case_number})" if entry.case_number else words
    return Event(f"{entry.uid}@{actor.municipality_id}.asistents", entry.day, summary)


def _require(actor: Actor) -> None:
    if not may(actor, "calendar.see"):
        raise NotFound(msg("There is no such calendar."))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _note(session: Session, actor: Actor, action: str, now: datetime) -> None:
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=actor.municipality_id,
        actor_user_id=actor.user_id,
        object_kind="user_account",
        object_id=str(actor.user_id),
    )

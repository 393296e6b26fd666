"""Who is behind a session's token with each request, and how a session is left."""

from __future__ import annotations

from datetime import timedelta

from engine.people import outside_sessions, second_factor
from engine.people.sessions import IDLE_ENDS, Visitor, actor_of, token_hash
from engine.persistence import rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import WebSession
from engine.runtime import EVERY, Runtime

SEEN_EVERY = timedelta(minutes=1)  # a page view is not a write each time


def visitor(runtime: Runtime, token: str) -> Visitor | None:
    """Who this token stands for now; None when the session has ended, for whatever reason."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        live = accounts.live_session(session, token_hash(token), now)
        if live is None or now - live.seen_at > IDLE_ENDS:
            return None
        actor = actor_of(session, live.account, now)
        lacks_factor = second_factor.is_missing(
            session, runtime.settings, actor
        ) and not outside_sessions.proved(session, token)
    if now - live.seen_at >= SEEN_EVERY:
        with runtime.transaction(EVERY) as session:
            rows.change(session, WebSession, {"seen_at": now}, token_hash=token_hash(token))
    reading = str(live.account.settings.get("reading", ""))
    return Visitor(actor, str(live.account.language), live.csrf, live.confirmed_at, lacks_factor, reading)


def sign_out(runtime: Runtime, token: str) -> None:
    """End one session."""
    with runtime.transaction(EVERY) as session:
        rows.remove(session, WebSession, token_hash=token_hash(token))

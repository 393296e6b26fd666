"""Somebody on the way to a provider and back: noted when they leave, used up by the first who comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.errors import EngineError, NotFound
from engine.identity_providers import exchange
from engine.identity_providers.exchange import Journey, NotVouched
from engine.messages_catalogue import msg
from engine.people.sessions import new_token, token_hash
from engine.persistence import rows
from engine.persistence.tables.outside_sign_ins import OutsideSignIn
from engine.runtime import EVERY, Runtime
from engine.sign_in_providers import Provider

AWAY_FOR = timedelta(minutes=10)  # at the provider's pages


class NotOurJourney(EngineError):
    """The answer was used already, came too late, or to another browser than was sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Somebody who leaves for a provider."""

    address: str
    browser: str  # into the cookie of the browser that is sent


@dataclass(frozen=True, slots=True)
class CameBack:
    """What the browser brought back from a provider."""

    state: str
    code: str
    browser: str  # from the cookie
    issuer: str = ""  # RFC 9207, where the provider says it
    session: str = ""  # token of the session that the browser is in already


def provider(runtime: Runtime, key: str) -> Provider:
    """The provider of this key; NotFound where the installation names none."""
    for one in runtime.settings.providers:
        if one.key == key:
            return one
    raise NotFound(msg("There is no such way to sign in."))


def begin(runtime: Runtime, key: str, *, back: str, next_url: str, again: bool = False) -> Sent:
    """Note that somebody leaves; ProviderAway where the provider does not answer.

    `back`: the address of ours that the provider sends them to; `again`: they shall show anew who they are.
    """
    journey = exchange.begin(provider(runtime, key), back, again=again)
    browser, now = new_token(), runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        rows.remove(session, OutsideSignIn, expires_at__most=now)
        session.add(
            OutsideSignIn(
                state_hash=token_hash(journey.state),
                browser_hash=token_hash(browser),
                provider=key,
                nonce=journey.nonce,
                verifier=journey.verifier,
                next_url=next_url[:500],
                expires_at=now + AWAY_FOR,
            )
        )
    return Sent(journey.address, browser)


def end(runtime: Runtime, issuing: Provider, came: CameBack) -> tuple[Journey, str]:
    """What was sent along; whoever comes first with it uses it up."""
    ours: dict[str, Any] = {
        "state_hash": token_hash(came.state),
        "browser_hash": token_hash(came.browser),
        "provider": issuing.key,
        "expires_at__after": runtime.clock.now(),
    }
    with runtime.transaction(EVERY) as session:
        found = rows.first(session, OutsideSignIn, **ours)
        if found is None:
            raise NotOurJourney(
                msg(
                    "This answer was used already, came too late, or was begun in another browser. "
                    "Begin once more."
                )
            )
        journey = Journey(came.state, found.nonce, found.verifier, "")
        next_url = found.next_url
        if not rows.remove(session, OutsideSignIn, **ours):
            raise NotOurJourney(msg("This answer was used already. Begin once more."))
    if came.issuer and came.issuer != issuing.issuer:
        raise NotVouched
    return journey, next_url

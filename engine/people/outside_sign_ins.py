"""Signing in with an account elsewhere: sent to a provider, and back once, in the same browser.

The provider says who somebody is. What they may do, for how long, and whether at all, is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine.errors import EngineError, NotFound
from engine.identity_providers import exchange
from engine.identity_providers.exchange import Journey, NotVouched, Vouched
from engine.messages_catalogue import msg
from engine.people import outside_identities
from engine.people.half_sign_ins import CodeAsked, half
from engine.people.second_factor import counts
from engine.people.sessions import Place, SignedIn, open_session
from engine.people.tokens import new_token, token_hash
from engine.persistence import rows
from engine.persistence.tables.outside_sign_ins import OutsideSession, OutsideSignIn
from engine.runtime import EVERY, Runtime, Session
from engine.sign_in_providers import Provider

AWAY_FOR = timedelta(minutes=10)  # at the provider's pages


class NotOurJourney(EngineError):
    """The answer was used already, came too late, or to another browser than was sent."""


class NotLinked(EngineError):
    """The provider knows them, and none of our accounts is theirs."""


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


@dataclass(frozen=True, slots=True)
class LetIn:
    """A session, and where they wanted to go."""

    signed_in: SignedIn
    next_url: str


class CodeAskedThen(CodeAsked):
    """The provider vouched, and our own second factor is asked for; then on to `next_url`."""

    def __init__(self, token: str, next_url: str) -> None:
        super().__init__(token)
        self.next_url = next_url


def provider(runtime: Runtime, key: str) -> Provider:
    """The provider of this key; NotFound where the installation names none."""
    for one in runtime.settings.providers:
        if one.key == key:
            return one
    raise NotFound(msg("There is no such way to sign in."))


def begin(runtime: Runtime, key: str, *, back: str, next_url: str) -> Sent:
    """Note that somebody leaves; ProviderAway where the provider does not answer.

    `back`: the address of ours that the provider sends them to.
    """
    journey = exchange.begin(provider(runtime, key), back)
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


def finish(runtime: Runtime, key: str, came: CameBack, *, back: str, place: Place) -> LetIn:
    """A session for whoever the provider vouches for.

    NotOurJourney, NotVouched, ProviderAway, NotLinked; CodeAskedThen where our second factor is to come.
    """
    issuing = provider(runtime, key)
    journey, next_url = _end_journey(runtime, issuing, came)
    vouched = exchange.finish(issuing, journey, came.code, back=back, now=runtime.clock.now())
    return LetIn(_let_in(runtime, issuing, vouched, place, next_url), next_url)


def _end_journey(runtime: Runtime, issuing: Provider, came: CameBack) -> tuple[Journey, str]:
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


def _let_in(runtime: Runtime, issuing: Provider, vouched: Vouched, place: Place, next_url: str) -> SignedIn:
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = outside_identities.account_of(runtime, session, issuing, vouched.subject, now)
        if account is not None and (vouched.proves_factor or not counts(session, account.id)):
            signed_in = open_session(session, account, now, action="signed_in_from_outside", place=place)
            session.add(
                OutsideSession(
                    token_hash=token_hash(signed_in.token),
                    provider=issuing.key,
                    proves_factor=vouched.proves_factor,
                    can_end=vouched.can_end,
                )
            )
            return signed_in
        token = half(session, account, now) if account is not None else ""
    if token:
        raise CodeAskedThen(token, next_url)
    raise NotLinked(
        msg(
            "{name} knows you, but no account here is linked with it. Ask an administrator of your "
            "municipality to link it, or sign in as usual.",
            name=issuing.name,
        )
    )


def can_end(runtime: Runtime, token: str) -> str:
    """Key of the provider that vouched for this session and has a page to end its own; "" for any other."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, OutsideSession, token_hash=token_hash(token), can_end=True)
        return found.provider if found is not None else ""


def end_address(runtime: Runtime, key: str, *, back: str) -> str:
    """The provider's page that ends its own session, and comes back; "" where it has none."""
    return exchange.end_session_address(provider(runtime, key), back)


def proved(session: Session, token: str) -> bool:
    """Whether the provider that vouched for this session asked for a second factor."""
    return rows.count(session, OutsideSession, token_hash=token_hash(token), proves_factor=True) > 0

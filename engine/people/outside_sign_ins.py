"""Signing in with an account elsewhere: sent to a provider, and back once, in the same browser.

The provider says who somebody is. What they may do, for how long, and whether at all, is said here.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import EngineError
from engine.identity_providers import exchange
from engine.identity_providers.exchange import Vouched
from engine.messages_catalogue import msg
from engine.people import half_sign_ins, outside_identities, outside_journeys, outside_sessions
from engine.people.half_sign_ins import CodeAsked
from engine.people.outside_journeys import CameBack
from engine.people.sessions import Place, SignedIn, open_session
from engine.runtime import EVERY, Runtime
from engine.sign_in_providers import Provider

ACTION = "signed_in_from_outside"  # in the audit


class NotLinked(EngineError):
    """The provider knows them, and none of our accounts is theirs."""


@dataclass(frozen=True, slots=True)
class LetIn:
    """A session, and where they wanted to go."""

    signed_in: SignedIn | None  # None: the session that they are in goes on, and money may be approved
    next_url: str


class CodeAskedThen(CodeAsked):
    """The provider vouched, and our own second factor is asked for; then on to `next_url`."""

    def __init__(self, token: str, next_url: str) -> None:
        super().__init__(token)
        self.next_url = next_url


def finish(runtime: Runtime, key: str, came: CameBack, *, back: str, place: Place) -> LetIn:
    """A session for whoever the provider vouches for.

    NotOurJourney, NotVouched, ProviderAway, NotLinked; CodeAskedThen where our second factor is to come.
    """
    issuing = outside_journeys.provider(runtime, key)
    journey, next_url = outside_journeys.end(runtime, issuing, came)
    vouched = exchange.finish(issuing, journey, came.code, back=back, now=runtime.clock.now())
    if vouched.is_fresh and _goes_on(runtime, issuing, vouched, came.session):
        return LetIn(None, next_url)
    return LetIn(_let_in(runtime, issuing, vouched, place, next_url), next_url)


def _goes_on(runtime: Runtime, issuing: Provider, vouched: Vouched, token: str) -> bool:
    """Whether whoever is in this session has shown anew who they are."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = outside_identities.account_of(runtime, session, issuing, vouched.subject, now)
        return account is not None and outside_sessions.confirm(session, token, account.id, now)


def _let_in(runtime: Runtime, issuing: Provider, vouched: Vouched, place: Place, next_url: str) -> SignedIn:
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = outside_identities.account_of(runtime, session, issuing, vouched.subject, now)
        went_on: SignedIn | str = ""
        if account is not None and vouched.proves_factor:
            went_on = open_session(
                session, account, now, action=ACTION, place=place, is_fresh=vouched.is_fresh
            )
        elif account is not None:
            went_on = half_sign_ins.go_on(
                session, account, now, action=ACTION, place=place, is_fresh=vouched.is_fresh
            )
        if isinstance(went_on, SignedIn):
            outside_sessions.note(
                session,
                went_on,
                issuing.key,
                proves_factor=vouched.proves_factor,
                can_end=vouched.can_end,
            )
            return went_on
    if went_on:
        raise CodeAskedThen(went_on, next_url)
    raise NotLinked(
        msg(
            "{name} knows you, but no account here is linked with it. Ask an administrator of your "
            "municipality to link it, or sign in as usual.",
            name=issuing.name,
        )
    )


def end_address(runtime: Runtime, key: str, *, back: str) -> str:
    """The provider's page that ends its own session, and comes back; "" where it has none."""
    return exchange.end_session_address(outside_journeys.provider(runtime, key), back)

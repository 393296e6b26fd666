"""The code flow of OpenID Connect with PKCE: where somebody is sent, and what is made of the code they bring.

Authlib makes the requests and checks the claims; which algorithms count, and that every answer comes from the
issuer's own host, is decided here.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from engine.errors import EngineError
from engine.identity_providers.fetching import ProviderAway
from engine.identity_providers.metadata import Metadata, keys, line_to, metadata
from engine.messages_catalogue import msg
from engine.sign_in_providers import Provider, Says

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")  # signed by a key that only the provider has
LEEWAY = 60  # seconds that clocks may differ
FRESH = 5 * 60  # seconds since somebody showed there who they are
MOST_SIGNS = 16_384  # of a token
NOT_VOUCHED = msg("The provider's answer does not fit this sign-in. Begin once more.")


class NotVouched(EngineError):
    """What came back does not prove who somebody is."""

    def __init__(self) -> None:
        super().__init__(NOT_VOUCHED)


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody on the way to a provider: what must come back, and where they are sent."""

    state: str
    nonce: str
    verifier: str
    address: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who somebody is, by a provider's word."""

    subject: str  # what the claim says
    is_fresh: bool  # they showed there just now who they are, by more than a session that was still open
    proves_factor: bool  # a second factor was asked for there
    can_end: bool  # the provider has a page that ends its own session


def begin(provider: Provider, back: str, *, again: bool = False) -> Journey:
    """A new journey; `back`: the address of ours that the code comes to. ProviderAway without an answer.

    `again`: they shall show anew who they are, however lately they signed in there.
    """
    found = metadata(provider)
    state, nonce, verifier = (generate_token(48) for _ in range(3))
    client = _client(provider, found, back, secret="")
    address, _ = client.create_authorization_url(
        found.authorization_endpoint,
        state=state,
        code_verifier=verifier,
        nonce=nonce,
        **({"prompt": "login", "max_age": "0"} if again else {}),
    )
    return Journey(state, nonce, verifier, str(address))


def finish(provider: Provider, journey: Journey, code: str, *, back: str, now: datetime) -> Vouched:
    """What the code is worth; NotVouched where it proves nothing, ProviderAway where nobody answers."""
    found = metadata(provider)
    try:
        token = _client(provider, found, back, secret=_secret(provider)).fetch_token(
            found.token_endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=journey.verifier,
            redirect_uri=back,
        )
    except (AuthlibBaseError, ValueError) as refused:
        raise NotVouched from refused
    except OSError as away:
        raise ProviderAway(provider.name) from away
    claims = _claims(provider, token.get("id_token"), journey.nonce, now)
    return Vouched(
        _subject(provider, claims),
        _is_fresh(claims, now),
        _proves_factor(provider, claims),
        bool(found.end_session_endpoint),
    )


def end_session_address(provider: Provider, back: str) -> str:
    """The provider's page that ends its own session; "" where it has none."""
    found = metadata(provider).end_session_endpoint
    asked = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{found}{'&' if '?' in found else '?'}{asked}" if found else ""


def _client(provider: Provider, found: Metadata, back: str, *, secret: str) -> OAuth2Client:
    return OAuth2Client(
        line_to(provider),
        client_id=provider.client_id,
        client_secret=secret,
        token_endpoint_auth_method="client_secret_post"
        if found.takes_secret_in_form
        else "client_secret_basic",
        scope=provider.scope,
        redirect_uri=back,
        code_challenge_method="S256",
    )


def _secret(provider: Provider) -> str:
    try:
        return provider.secret_file.read_text("utf-8").strip()
    except OSError as trouble:
        raise ProviderAway(provider.name) from trouble


def _claims(provider: Provider, token: object, nonce: str, now: datetime) -> Mapping[str, Any]:
    """The claims of the identity token, after its signature and each of them was checked."""
    if not isinstance(token, str) or len(token) > MOST_SIGNS:
        raise NotVouched
    try:
        read = jwt.decode(token, keys(provider, _key_id(token)), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
                "sub": {"essential": True},
            },
            {"nonce": nonce, "client_id": provider.client_id},
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
    except (JoseError, AuthlibBaseError, ValueError, TypeError, KeyError) as refused:
        raise NotVouched from refused
    return dict(claims)


def _key_id(token: str) -> object:
    """The key that the token names, before anything of it is believed."""
    head = token.partition(".")[0]
    header = json.loads(urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return header.get("kid") if isinstance(header, dict) else None


def _subject(provider: Provider, claims: Mapping[str, Any]) -> str:
    found = claims.get(provider.claim)
    if not isinstance(found, str) or not found.strip() or len(found) > 500:
        raise NotVouched
    if provider.says is Says.EMAIL and claims.get("email_verified") is False:
        raise NotVouched
    return found.strip()


def _is_fresh(claims: Mapping[str, Any], now: datetime) -> bool:
    at = claims.get("auth_time")
    return isinstance(at, int | float) and now.timestamp() - at <= FRESH


def _proves_factor(provider: Provider, claims: Mapping[str, Any]) -> bool:
    amr = claims.get("amr")
    said = {str(claims.get("acr", ""))} | ({str(one) for one in amr} if isinstance(amr, list) else set())
    return bool(said & provider.second_factor)

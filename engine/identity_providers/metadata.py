"""What a provider says of itself: where to send people, and the keys that sign its tokens.

Both are kept for a while. A token signed by a key that is not among those kept has the keys read anew, but
never more often than once a minute.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from engine.identity_providers.fetching import Line, ProviderAway
from engine.sign_in_providers import Provider

KEPT = 3600.0  # seconds
AGAIN = 60.0  # seconds between two readings because of an unknown key
DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Metadata:
    """Addresses of a provider, all of its issuer's host."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str  # "" = it has none
    takes_secret_in_form: bool  # else in the header


@dataclass(slots=True)
class _Kept:
    metadata: Metadata
    read_at: float
    keys: KeySet | None = None
    keys_at: float = 0.0


_kept: dict[tuple[str, str], _Kept] = {}
_lock = threading.Lock()


def line_to(provider: Provider) -> Line:
    """The way to it."""
    return Line(provider.name, provider.issuer)


def metadata(provider: Provider) -> Metadata:
    """Its addresses; ProviderAway where it does not answer or speaks for another issuer."""
    return _of(provider).metadata


def keys(provider: Provider, key_id: object) -> KeySet:
    """The keys that sign its tokens, read anew where none has this id."""
    kept = _of(provider)
    now = time.monotonic()
    if kept.keys is None or now - kept.keys_at > KEPT or _is_new(kept, key_id, now):
        kept.keys, kept.keys_at = _read_keys(provider, kept.metadata), now
    return kept.keys


def _is_new(kept: _Kept, key_id: object, now: float) -> bool:
    known = {one.kid for one in kept.keys.keys} if kept.keys is not None else set()
    return key_id not in known and now - kept.keys_at > AGAIN


def _of(provider: Provider) -> _Kept:
    place = (provider.issuer, provider.client_id)
    with _lock:
        kept = _kept.get(place)
    if kept is None or time.monotonic() - kept.read_at > KEPT:
        kept = _Kept(_read(provider), time.monotonic())
        with _lock:
            _kept[place] = kept
    return kept


def _read(provider: Provider) -> Metadata:
    line = line_to(provider)
    found = line.get(provider.issuer.rstrip("/") + DISCOVERY)
    if not isinstance(found, Mapping) or found.get("issuer") != provider.issuer:
        raise ProviderAway(provider.name)
    ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    end = found.get("end_session_endpoint")
    return Metadata(
        line.refuse_elsewhere(found.get("authorization_endpoint")),
        line.refuse_elsewhere(found.get("token_endpoint")),
        line.refuse_elsewhere(found.get("jwks_uri")),
        line.refuse_elsewhere(end) if end else "",
        "client_secret_basic" not in ways,
    )


def _read_keys(provider: Provider, found: Metadata) -> KeySet:
    answer: Any = line_to(provider).get(found.jwks_uri)
    try:
        return KeySet.import_key_set(answer)
    except (JoseError, TypeError, KeyError, ValueError, AttributeError) as trouble:
        raise ProviderAway(provider.name) from trouble

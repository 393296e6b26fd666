"""Signing in by a passkey or a security key, after the password."""

from __future__ import annotations

from datetime import datetime

import webauthn
from webauthn.helpers import options_to_json
from webauthn.helpers.exceptions import WebAuthnException

from engine.errors import EngineError
from engine.people import passkey_challenges, passkeys
from engine.people.half_sign_ins import Proof, finish_by, living
from engine.people.passkey_sites import Site
from engine.people.sessions import Place, SignedIn
from engine.persistence import rows
from engine.persistence.tables.sign_ins import Passkey
from engine.runtime import EVERY, Runtime, Session


def ask(runtime: Runtime, half: str, site: Site | None) -> str:
    """What the browser needs to ask for a key (JSON), for the half of a sign-in; "" where there is none."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        found = living(session, half, now)
        allowed = (
            passkeys.descriptors(session, found.user_id) if found is not None and site is not None else []
        )
        if not allowed or site is None:
            return ""
        options = webauthn.generate_authentication_options(
            rp_id=site.host,
            challenge=passkey_challenges.new(session, half, now),
            allow_credentials=allowed,
            user_verification=passkeys.PREFERRED,
        )
        return options_to_json(options)


def finish(runtime: Runtime, half: str, site: Site, credential: str, place: Place) -> SignedIn:
    """A session by a key; the errors are those of the code."""
    return finish_by(runtime, half, _proof(half, site, credential), place)


def _proof(half: str, site: Site, credential: str) -> Proof:
    return lambda session, account, now: _is_shown(session, account.id, (half, site, credential), now)


def _is_shown(session: Session, user_id: int, shown: tuple[str, Site, str], now: datetime) -> bool:
    half, site, credential = shown
    try:
        challenge = passkey_challenges.use(session, half, now)
        return _is_signed(session, user_id, site, challenge, passkey_challenges.read(credential), now)
    except (EngineError, WebAuthnException, ValueError, TypeError, KeyError):
        return False


def _is_signed(
    session: Session, user_id: int, site: Site, challenge: bytes, answer: dict[str, object], now: datetime
) -> bool:
    """Whether one of the account's own keys signed; its counter moves on, in one process only."""
    key = rows.first(session, Passkey, credential_id=str(answer.get("id", "")), user_id=user_id)
    if key is None:
        return False
    signed = webauthn.verify_authentication_response(
        credential=answer,
        expected_challenge=challenge,
        expected_rp_id=site.host,
        expected_origin=site.origin,
        credential_public_key=key.public_key,
        credential_current_sign_count=key.sign_count,
    )
    moved = {"sign_count": signed.new_sign_count, "used_at": now}
    return rows.change(session, Passkey, moved, id=key.id, sign_count=key.sign_count) == 1

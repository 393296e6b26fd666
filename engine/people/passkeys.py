"""Passkeys and security keys (WebAuthn): the second factor that no copied page can ask for.

A key signs a challenge of ours for our own address. The challenge stands with the session, or with the half
of a sign-in, counts once and for five minutes; a key whose counter does not rise is refused: it was copied.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import webauthn
from webauthn.helpers import bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from engine.domain.rights import Actor
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.people import recovery_codes, second_factor, sessions
from engine.people.half_sign_ins import Proof, finish_by, living
from engine.people.passkey_sites import Site
from engine.people.sessions import Place, SignedIn
from engine.people.tokens import token_hash
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import Passkey, PasskeyChallenge
from engine.runtime import EVERY, Runtime, Session

ASKED_FOR = timedelta(minutes=5)
MOST_KEYS, MOST_NAME, MOST_SIGNS = 10, 60, 20_000
SERVICE = "asistents"  # how a browser names us beside the key
NOT_TAKEN = msg("The key was not taken: its answer does not fit this page, or came too late. Try again.")
PREFERRED = UserVerificationRequirement.PREFERRED


@dataclass(frozen=True, slots=True)
class OwnKey:
    """One of somebody's keys."""

    key_id: int
    name: str
    made_at: datetime
    used_at: datetime | None


def own(runtime: Runtime, actor: Actor) -> Sequence[OwnKey]:
    """The keys of one's own account, the oldest first."""
    with runtime.reading(EVERY) as session:
        return [OwnKey(one.id, one.name, one.made_at, one.used_at) for one in _of(session, actor.user_id)]


def begin(runtime: Runtime, actor: Actor, token: str, site: Site) -> str:
    """What the browser needs to make a key (JSON), with a challenge for the session of this token."""
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        handle = runtime.database.keys.lookup_hash("passkey_user", str(account.id))
        options = webauthn.generate_registration_options(
            rp_id=site.host,
            rp_name=SERVICE,
            user_name=account.user_name,
            user_id=bytes.fromhex(handle),
            user_display_name=account.display_name,
            challenge=_new_challenge(session, token, runtime.clock.now()),
            exclude_credentials=_descriptors(session, account.id),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=PREFERRED
            ),
        )
        return options_to_json(options)


def add(
    runtime: Runtime, actor: Actor, token: str, site: Site, *, name: str, credential: str
) -> Sequence[str]:
    """Keep a key that was made. Gives codes for paper where there were none. EngineError with a sentence."""
    now, words = runtime.clock.now(), " ".join(name.split())[:MOST_NAME]
    with runtime.transaction(EVERY) as session:
        challenge = _use_challenge(session, token, now)
    try:
        made = webauthn.verify_registration_response(
            credential=_read(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as refused:
        raise EngineError(NOT_TAKEN) from refused
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        keys = _of(session, account.id)
        if len(keys) >= MOST_KEYS:
            raise EngineError(msg("There are {count} keys already; take one off first.", count=MOST_KEYS))
        row = {
            "municipality_id": account.municipality_id,
            "user_id": account.id,
            "name": words or _usual_name(len(keys) + 1),
            "credential_id": bytes_to_base64url(made.credential_id),
            "public_key": made.credential_public_key,
            "sign_count": made.sign_count,
            "made_at": now,
        }
        if rows.count(session, Passkey, credential_id=row["credential_id"]):
            raise EngineError(msg("This key is in use already."))
        session.add(Passkey(**row))
        sessions.note(session, account, "passkey_added", now, by=account.id)
        if recovery_codes.left(session, account.id):
            return ()
        return recovery_codes.renew(runtime, session, account, now)


def take_off(runtime: Runtime, actor: Actor, key_id: int, token: str) -> None:
    """Take off one of one's own; every session but that of the token ends. EngineError for the last one where
    the installation demands a second factor, NotFound where they have no such key.
    """
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        if not rows.remove(session, Passkey, id=key_id, user_id=account.id):
            raise NotFound(msg("There is no such key any more."))
        if not second_factor.counts(session, account.id):
            if second_factor.is_required(runtime.settings, actor):
                raise EngineError(second_factor.DEMANDED)
            recovery_codes.remove(session, account.id)
        sessions.end_all(session, account.id, but=token)
        sessions.note(session, account, "passkey_taken_off", now, by=account.id)


def ask(runtime: Runtime, half: str, site: Site | None) -> str:
    """What the browser needs to ask for a key (JSON), for the half of a sign-in; "" where there is none."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        found = living(session, half, now)
        allowed = _descriptors(session, found.user_id) if found is not None and site is not None else []
        if not allowed or site is None:
            return ""
        options = webauthn.generate_authentication_options(
            rp_id=site.host,
            challenge=_new_challenge(session, half, now),
            allow_credentials=allowed,
            user_verification=PREFERRED,
        )
        return options_to_json(options)


def finish(runtime: Runtime, half: str, site: Site, credential: str, place: Place) -> SignedIn:
    """A session by a key; the errors are those of the code."""
    return finish_by(runtime, half, _proof(half, site, credential), place)


def _proof(half: str, site: Site, credential: str) -> Proof:
    def proof(session: Session, account: UserAccount, now: datetime) -> bool:
        try:
            challenge = _use_challenge(session, half, now)
            return _is_signed(session, account.id, site, challenge, _read(credential), now)
        except (EngineError, WebAuthnException, ValueError, TypeError, KeyError):
            return False

    return proof


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


def _new_challenge(session: Session, token: str, now: datetime) -> bytes:
    """In place of an earlier one of the same session."""
    challenge = secrets.token_bytes(32)
    rows.remove(session, PasskeyChallenge, token_hash=token_hash(token))
    session.add(
        PasskeyChallenge(token_hash=token_hash(token), challenge=challenge.hex(), expires_at=now + ASKED_FOR)
    )
    return challenge


def _use_challenge(session: Session, token: str, now: datetime) -> bytes:
    """The challenge of this session; it is used up by this, whatever comes of it."""
    asked = {"token_hash": token_hash(token)}
    found = rows.first(session, PasskeyChallenge, **asked)
    challenge, expires_at = (found.challenge, found.expires_at) if found is not None else ("", now)
    if not rows.remove(session, PasskeyChallenge, **asked) or expires_at <= now:
        raise EngineError(NOT_TAKEN)
    return bytes.fromhex(challenge)


def _read(credential: str) -> dict[str, object]:
    found = json.loads(credential[:MOST_SIGNS])
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found


def _of(session: Session, user_id: int) -> Sequence[Passkey]:
    return rows.every(session, Passkey, order_by=["id"], user_id=user_id)


def _descriptors(session: Session, user_id: int) -> list[PublicKeyCredentialDescriptor]:
    return [
        PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one.credential_id))
        for one in _of(session, user_id)
    ]


def _usual_name(number: int) -> str:
    return f"#{number}"

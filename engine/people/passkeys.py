"""Passkeys and security keys (WebAuthn): the second factor that no copied page can ask for.

A key signs a challenge of ours for our own address. The challenge stands with the session, or with the half
of a sign-in, counts once and for five minutes; a key whose counter does not rise is refused: it was copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
from engine.people import passkey_challenges, second_factor
from engine.people.passkey_sites import Site
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import Passkey
from engine.runtime import EVERY, Runtime, Session

MOST_KEYS, MOST_NAME = 10, 60
SERVICE = "asistents"  # how a browser names us beside the key
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
            challenge=passkey_challenges.new(session, token, runtime.clock.now()),
            exclude_credentials=descriptors(session, account.id),
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
        challenge = passkey_challenges.use(session, token, now)
    try:
        made = webauthn.verify_registration_response(
            credential=passkey_challenges.read(credential),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as refused:
        raise EngineError(passkey_challenges.NOT_TAKEN) from refused
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
        return second_factor.added(runtime, session, account, "passkey_added", now)


def take_off(runtime: Runtime, actor: Actor, key_id: int, token: str) -> None:
    """Take off one of one's own; every session but that of the token ends. EngineError for the last one where
    the installation demands a second factor, NotFound where they have no such key.
    """
    with runtime.transaction(EVERY) as session:
        if not rows.remove(session, Passkey, id=key_id, user_id=actor.user_id):
            raise NotFound(msg("There is no such key any more."))
        second_factor.removed(runtime, session, actor, "passkey_taken_off", token)


def _of(session: Session, user_id: int) -> Sequence[Passkey]:
    return rows.every(session, Passkey, order_by=["id"], user_id=user_id)


def descriptors(session: Session, user_id: int) -> list[PublicKeyCredentialDescriptor]:
    """How a browser is told of the keys of an account."""
    return [
        PublicKeyCredentialDescriptor(id=webauthn.base64url_to_bytes(one.credential_id))
        for one in _of(session, user_id)
    ]


def _usual_name(number: int) -> str:
    return f"#{number}"

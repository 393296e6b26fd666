"""A second proof beside the password: codes of an authenticator (TOTP, RFC 6238) here, keys in `passkeys`.

The secret is sealed for its own row, a code counts once, tries are counted in our own table.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp

from engine.documents.scan_codes import scan_code
from engine.domain.rights import PARTIES, Actor
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people import recovery_codes, sessions
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import HalfSignIn, Passkey, SecondFactor
from engine.runtime import EVERY, Runtime, Session
from engine.settings import Settings

ISSUER = "asistents"  # how the authenticator names its entry
STEP = 30  # seconds that a code is shown
AROUND = 1  # codes before and after this one that count too: clocks of telephones differ
WRONG = msg("This code is not right, or it was used already. Wait for the next one and try again.")
DEMANDED = msg("This installation demands a second factor of your roles.")


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with somebody's second factor."""

    since: datetime | None  # None: there is none
    codes_left: int
    is_required: bool  # the installation demands one of these roles
    authenticator_since: datetime | None = None  # since when codes are asked for; keys are another kind


@dataclass(frozen=True, slots=True)
class Setup:
    """What the authenticator needs, shown until its first code is typed."""

    secret: str  # in groups of four, to be typed
    picture: str  # the same as a code to scan: a "data:" address of an SVG


def is_required(settings: Settings, actor: Actor) -> bool:
    """Whether this installation demands a second factor of somebody with these roles."""
    office = actor.roles - PARTIES
    return bool(office) and (
        settings.second_factor == ("must",) or bool(office & set(settings.second_factor))
    )


def is_missing(session: Session, settings: Settings, actor: Actor) -> bool:
    """Whether one is demanded and not set up yet."""
    return is_required(settings, actor) and not counts(session, actor.user_id)


def counts(session: Session, user_id: int) -> bool:
    """Whether this account has one, of whatever kind."""
    of = {"user_id": user_id}
    return (
        rows.count(session, SecondFactor, confirmed_at__not=None, **of) + rows.count(session, Passkey, **of)
        > 0
    )


def holders(runtime: Runtime) -> frozenset[int]:
    """The accounts that have one."""
    with runtime.reading(EVERY) as session:
        codes = rows.values(session, SecondFactor, ["user_id"], confirmed_at__not=None)
        keys = rows.values(session, Passkey, ["user_id"])
        return frozenset(one.user_id for one in [*codes, *keys])


def state(runtime: Runtime, actor: Actor) -> State:
    """Of one's own account."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, SecondFactor, user_id=actor.user_id, confirmed_at__not=None)
        key = rows.first(session, Passkey, order_by=["made_at"], user_id=actor.user_id)
        left = recovery_codes.left(session, actor.user_id)
    days = [key.made_at] if key is not None else []
    if found is not None and found.confirmed_at is not None:
        days.append(found.confirmed_at)
    return State(
        since=min(days, default=None),
        codes_left=left if days else 0,
        is_required=is_required(runtime.settings, actor),
        authenticator_since=found.confirmed_at if found is not None else None,
    )


def begin(runtime: Runtime, actor: Actor) -> None:
    """Make the secret for the authenticator, once; EngineError where one counts already."""
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        found = rows.first(session, SecondFactor, user_id=account.id)
        if found is not None and found.confirmed_at is not None:
            raise EngineError(
                msg("You have a second factor already. Take it off before you set up another one.")
            )
        if found is None:
            sealed = runtime.database.keys.seal(pyotp.random_base32().encode(), _label(account.id))
            session.add(
                SecondFactor(
                    user_id=account.id,
                    municipality_id=account.municipality_id,
                    secret=sealed,
                    made_at=runtime.clock.now(),
                    last_step=0,
                )
            )


def setup(runtime: Runtime, actor: Actor) -> Setup | None:
    """The secret that was begun, until its first code is typed; None: nothing was begun."""
    with runtime.reading(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        found = rows.first(session, SecondFactor, user_id=account.id, confirmed_at=None)
        if found is None:
            return None
        secret = _secret(runtime, found)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.user_name, issuer_name=ISSUER)
    picture = b64encode(scan_code(address).encode()).decode()
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return Setup(groups, f"data:image/svg+xml;base64,{picture}")


def confirm(runtime: Runtime, actor: Actor, code: str) -> Sequence[str]:
    """The first code of the authenticator: from now on it is asked for. Gives the codes for paper, once.

    Raises EngineError where the code is not right.
    """
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        found = rows.first(session, SecondFactor, user_id=account.id, confirmed_at=None)
        if found is None or not _use_step(runtime, session, found, code, now):
            raise EngineError(WRONG)
        rows.change(session, SecondFactor, {"confirmed_at": now}, user_id=account.id)
        sessions.note(session, account, "second_factor_set_up", now, by=account.id)
        return recovery_codes.renew(runtime, session, account, now)


def renew_codes(runtime: Runtime, actor: Actor) -> Sequence[str]:
    """Ten new codes for paper; the earlier ones count no more. EngineError without a second factor."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        if not counts(session, account.id):
            raise EngineError(msg("You have no second factor yet."))
        sessions.note(session, account, "recovery_codes_renewed", now, by=account.id)
        return recovery_codes.renew(runtime, session, account, now)


def give_up(runtime: Runtime, actor: Actor, token: str) -> None:
    """Take off one's own; EngineError where the installation demands one. `token`: of the one that stays."""
    if is_required(runtime.settings, actor):
        raise EngineError(DEMANDED)
    take_off(runtime, actor.user_id, by=actor.user_id, but=token)


def take_off(runtime: Runtime, user_id: int, *, by: int | None, but: str = "") -> None:
    """Take it off an account, keys and codes on paper with it; its sessions end, but that of the token `but`.

    Who may do so, the caller has asked.
    """
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, user_id)
        recovery_codes.remove(session, user_id)
        rows.remove(session, HalfSignIn, user_id=user_id)
        taken = [rows.remove(session, table, user_id=user_id) for table in (SecondFactor, Passkey)]
        if any(taken):
            sessions.end_all(session, user_id, but=but)
            sessions.note(session, account, "second_factor_taken_off", now, by=by)


def use(runtime: Runtime, session: Session, account: UserAccount, code: str, now: datetime) -> bool:
    """Whether a code of the authenticator, or one on paper, counts now; it is used up by this."""
    found = rows.first(session, SecondFactor, user_id=account.id, confirmed_at__not=None)
    if found is not None and _use_step(runtime, session, found, code, now):
        return True
    return recovery_codes.use(runtime, session, account, code, now)


def is_paper(code: str) -> bool:
    """Whether this is written like a code on paper, which nobody can guess."""
    return len(recovery_codes.plain(code)) >= recovery_codes.SIGNS


def added(
    runtime: Runtime, session: Session, account: UserAccount, action: str, now: datetime
) -> Sequence[str]:
    """One more of another kind, in the caller's transaction; codes for paper where there were none."""
    sessions.note(session, account, action, now, by=account.id)
    if recovery_codes.left(session, account.id):
        return ()
    return recovery_codes.renew(runtime, session, account, now)


def removed(runtime: Runtime, session: Session, actor: Actor, action: str, token: str) -> None:
    """One was taken off in the caller's transaction: every session but that of the token ends.

    EngineError where it was the last one, and the installation demands one.
    """
    account, now = session.get_one(UserAccount, actor.user_id), runtime.clock.now()
    if not counts(session, account.id):
        if is_required(runtime.settings, actor):
            raise EngineError(DEMANDED)
        recovery_codes.remove(session, account.id)
    sessions.end_all(session, account.id, but=token)
    sessions.note(session, account, action, now, by=account.id)


def _use_step(runtime: Runtime, session: Session, found: SecondFactor, code: str, now: datetime) -> bool:
    """Whether it is a code of these half minutes that is later than the last that counted."""
    typed = recovery_codes.plain(code)
    totp = pyotp.TOTP(_secret(runtime, found))
    this = int(now.timestamp()) // STEP
    for step in range(this - AROUND, this + AROUND + 1):
        if secrets.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            later = {"user_id": found.user_id, "last_step__before": step}
            return rows.change(session, SecondFactor, {"last_step": step}, **later) == 1
    return False


def _secret(runtime: Runtime, found: SecondFactor) -> str:
    return runtime.database.keys.unseal(found.secret, _label(found.user_id)).decode()


def _label(user_id: int) -> str:
    """Bound to the row: the secret of one account opens nowhere else."""
    return f"second_factor.secret.{user_id}"

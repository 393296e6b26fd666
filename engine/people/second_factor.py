"""A second proof beside the password: codes of an authenticator (TOTP, RFC 6238), and ten codes on paper.

The secret is sealed for its own row, a code counts once, tries are counted in our own table.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp

from engine.documents.scan_codes import scan_code
from engine.domain.rights import PARTIES, Actor
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.people import sessions
from engine.people.sessions import Place, SignedIn, open_session, token_hash
from engine.people.sign_in_tries import SignInRefused, note_try, refuse_too_many, try_of_account
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.sign_ins import HalfSignIn, RecoveryCode, SecondFactor, secret_label
from engine.runtime import EVERY, Runtime, Session
from engine.settings import Settings

ISSUER = "asistents"  # how the authenticator names its entry
STEP = 30  # seconds that a code is shown
AROUND = 1  # codes before and after this one that count too: clocks of telephones differ
HALF_LASTS = timedelta(minutes=5)
RECOVERY_CODES = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike; ten of them are 49 bits
WRONG = msg("This code is not right, or it was used already. Wait for the next one and try again.")
OVER = msg("That took too long: sign in once more.")


class CodeAsked(EngineError):
    """The password was right, and a code is wanted: `token` stands for the half that is done."""

    def __init__(self, token: str) -> None:
        super().__init__(msg("Enter the code of your second factor."))
        self.token = token


class HalfIsOver(SignInRefused):
    """Too late, or there never was a first half: all the same to whoever comes."""


@dataclass(frozen=True, slots=True)
class State:
    """How it stands with somebody's second factor."""

    since: datetime | None  # None: there is none
    codes_left: int
    is_required: bool  # the installation demands one of these roles


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
    """Whether this account has one."""
    return rows.count(session, SecondFactor, user_id=user_id, confirmed_at__not=None) > 0


def holders(runtime: Runtime) -> frozenset[int]:
    """The accounts that have one."""
    with runtime.reading(EVERY) as session:
        return frozenset(one.user_id for one in rows.every(session, SecondFactor, confirmed_at__not=None))


def state(runtime: Runtime, actor: Actor) -> State:
    """Of one's own account."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, SecondFactor, user_id=actor.user_id, confirmed_at__not=None)
        left = rows.count(session, RecoveryCode, user_id=actor.user_id, used_at=None)
    is_demanded = is_required(runtime.settings, actor)
    return State(None, 0, is_demanded) if found is None else State(found.confirmed_at, left, is_demanded)


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
            sealed = runtime.database.keys.seal(pyotp.random_base32().encode(), secret_label(account.id))
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
        return _new_codes(runtime, session, account, now)


def renew_codes(runtime: Runtime, actor: Actor) -> Sequence[str]:
    """Ten new codes for paper; the earlier ones count no more. EngineError without a second factor."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, actor.user_id)
        if not counts(session, account.id):
            raise EngineError(msg("You have no second factor yet."))
        sessions.note(session, account, "recovery_codes_renewed", now, by=account.id)
        return _new_codes(runtime, session, account, now)


def give_up(runtime: Runtime, actor: Actor) -> None:
    """Take off one's own; EngineError where the installation demands one."""
    if is_required(runtime.settings, actor):
        raise EngineError(msg("This installation demands a second factor of your roles."))
    take_off(runtime, actor.user_id, by=actor.user_id)


def take_off(runtime: Runtime, user_id: int, *, by: int | None) -> None:
    """Take it off an account, with its codes for paper; who may do so, the caller has asked."""
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, user_id)
        rows.remove(session, RecoveryCode, user_id=user_id)
        rows.remove(session, HalfSignIn, user_id=user_id)
        if rows.remove(session, SecondFactor, user_id=user_id):
            sessions.note(session, account, "second_factor_taken_off", now, by=by)


def half(session: Session, account: UserAccount, now: datetime) -> str:
    """Note that the password was right; gives the token that the code must come with."""
    token = secrets.token_urlsafe(32)
    session.add(
        HalfSignIn(token_hash=token_hash(token), user_id=account.id, made_at=now, expires_at=now + HALF_LASTS)
    )
    return token


def is_waiting(runtime: Runtime, token: str) -> bool:
    """Whether a code may still come with this token."""
    with runtime.reading(EVERY) as session:
        return _living_half(session, token, runtime.clock.now()) is not None


def finish(runtime: Runtime, token: str, code: str, place: Place) -> SignedIn:
    """The second half: a session. SignInRefused for a wrong code or too many, HalfIsOver when too late."""
    now = runtime.clock.now()
    with runtime.reading(EVERY) as session:
        found = _living_half(session, token, now)
        if found is None:
            raise HalfIsOver(OVER)
        a_try = try_of_account(runtime, "second_factor", found.user_id, place.address)
        refuse_too_many(session, a_try, now)
    with runtime.transaction(EVERY) as session:
        account = session.get_one(UserAccount, found.user_id)
        is_right = _living_half(session, token, now) is not None and _use(
            runtime, session, account, code, now
        )
        note_try(session, a_try, now, succeeded=is_right)
        if is_right:
            rows.remove(session, HalfSignIn, token_hash=token_hash(token))
            return open_session(session, account, now, action="signed_in_with_code", place=place)
    raise SignInRefused(WRONG)


def _living_half(session: Session, token: str, now: datetime) -> HalfSignIn | None:
    found = rows.first(session, HalfSignIn, token_hash=token_hash(token), expires_at__after=now)
    if found is None:
        return None
    account = session.get_one(UserAccount, found.user_id)
    changed = account.password_changed_at
    is_dead = account.disabled_at is not None or (changed is not None and changed > found.made_at)
    return None if is_dead else found


def _use(runtime: Runtime, session: Session, account: UserAccount, code: str, now: datetime) -> bool:
    """Whether the code counts; it is used up by this."""
    found = rows.first(session, SecondFactor, user_id=account.id, confirmed_at__not=None)
    if found is None:
        return False
    if _use_step(runtime, session, found, code, now):
        return True
    unused = {"user_id": account.id, "code_hash": _code_hash(runtime, account.id, code), "used_at": None}
    if rows.change(session, RecoveryCode, {"used_at": now}, **unused):
        sessions.note(session, account, "recovery_code_used", now, by=account.id)
        return True
    return False


def _use_step(runtime: Runtime, session: Session, found: SecondFactor, code: str, now: datetime) -> bool:
    """Whether it is a code of these half minutes that is later than the last that counted."""
    typed = _plain(code)
    totp = pyotp.TOTP(_secret(runtime, found))
    this = int(now.timestamp()) // STEP
    for step in range(this - AROUND, this + AROUND + 1):
        if secrets.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            later = {"user_id": found.user_id, "last_step__before": step}
            return rows.change(session, SecondFactor, {"last_step": step}, **later) == 1
    return False


def _new_codes(runtime: Runtime, session: Session, account: UserAccount, now: datetime) -> Sequence[str]:
    rows.remove(session, RecoveryCode, user_id=account.id)
    codes = ["".join(secrets.choice(_SIGNS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    session.add_all(
        RecoveryCode(
            municipality_id=account.municipality_id,
            user_id=account.id,
            code_hash=_code_hash(runtime, account.id, code),
            made_at=now,
        )
        for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _code_hash(runtime: Runtime, user_id: int, code: str) -> str:
    return runtime.database.keys.lookup_hash("recovery_code", f"{user_id}:{_plain(code)}")


def _plain(code: str) -> str:
    """As it may be typed: with spaces or dashes, in capitals."""
    return "".join(code.split()).replace("-", "").lower()[:40]


def _secret(runtime: Runtime, found: SecondFactor) -> str:
    return runtime.database.keys.unseal(found.secret, secret_label(found.user_id)).decode()

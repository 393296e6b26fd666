"""The entrance of whoever holds a link or a code of the office: looked at freely, used up once.

Looking at a link uses nothing up, because mail servers open the links they pass on.
"""

from __future__ import annotations

from datetime import date, datetime

from engine.clock import local_day
from engine.domain.rights import PARTIES
from engine.messages_catalogue import msg
from engine.people import second_factor, sign_in_tries
from engine.people.party_accounts import roles_in
from engine.people.sessions import Place, SignedIn, open_session
from engine.people.sign_in_tries import SignInRefused, try_of
from engine.persistence import audit, rows
from engine.persistence.queries import accounts
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Person
from engine.persistence.tables.reaching import SignInLink
from engine.runtime import EVERY, Runtime, Session

USUAL_HOURS = 72  # where a municipality does not say how long they count
MOST_WRONG = 5  # wrong dates of birth: then it is taken back
DEAD = msg("This link or code does not count any more: it was used, or its time is over.")
NOT_YOU = msg("The code or the date of birth is not right. Check both and try again.")


class LinkIsDead(SignInRefused):
    """Used, taken back, expired, or never made: all the same to whoever holds it."""


def refuse_dead(runtime: Runtime, secret: str) -> None:
    """LinkIsDead for a link that leads nowhere; looking does not use it up.

    A code is no link: whoever looks here for codes that live finds none.
    """
    with runtime.reading(EVERY) as session:
        found = _living(session, hash_of(runtime, secret), runtime.clock.now())
        if found is None or not found.is_mailed:
            raise LinkIsDead(DEAD)


def enter(runtime: Runtime, secret: str, born_on: date | None, *, address: str) -> SignedIn:
    """Use it up: a session of its person. SignInRefused, and LinkIsDead where it does not count."""
    if born_on is None or not secret.strip():
        raise SignInRefused(msg("Write the code and your date of birth."))
    now = runtime.clock.now()
    hashed = hash_of(runtime, secret)
    tried = sign_in_tries.begin(runtime, try_of(runtime, f"sign_in_link:{hashed}", address))
    with runtime.transaction(EVERY) as session:
        link = _living(session, hashed, now)
        is_right = link is not None and session.get_one(Person, link.person_id).birth_date == born_on
        if is_right:
            sign_in_tries.succeed(session, tried)
        if link is not None and is_right and _use_up(session, link, now):
            account = session.get_one(UserAccount, link.user_id)
            place = Place(address=address)
            return open_session(session, account, now, action="signed_in_by_link", place=place)
        if link is not None and not is_right:
            _count_wrong(session, link, now)
        is_dead = is_right or (link is None and rows.count(session, SignInLink, secret_hash=hashed) > 0)
    raise LinkIsDead(DEAD) if is_dead else SignInRefused(NOT_YOU)


def _use_up(session: Session, link: SignInLink, now: datetime) -> bool:
    """Whether this is the one that uses it."""
    used = rows.change(session, SignInLink, {"used_at": now}, id=link.id, used_at=None, revoked_at=None)
    return used == 1


def _count_wrong(session: Session, link: SignInLink, now: datetime) -> None:
    """One wrong date more; after some of them it is taken back."""
    changed: dict[str, object] = {"wrong_answers": link.wrong_answers + 1}
    if link.wrong_answers + 1 >= MOST_WRONG:
        changed["revoked_at"] = now
        note(session, link, "sign_in_link_revoked", now, by=None)
    rows.change(session, SignInLink, changed, id=link.id, used_at=None)


def _living(session: Session, hashed: str, now: datetime) -> SignInLink | None:
    found = rows.first(
        session, SignInLink, secret_hash=hashed, used_at=None, revoked_at=None, expires_at__after=now
    )
    return found if found is not None and _is_still_theirs(session, found, now) else None


def _is_still_theirs(session: Session, link: SignInLink, now: datetime) -> bool:
    """Whether all is as it was when it was made: the person lives and has a part in the case, and their
    account is open, works for no office and asks for no second factor.
    """
    account, person = session.get_one(UserAccount, link.user_id), session.get_one(Person, link.person_id)
    works = accounts.roles_on(session, account.id, local_day(now)) - PARTIES
    is_open = account.disabled_at is None and account.person_id == person.id and person.died_on is None
    return (
        is_open
        and not works
        and not second_factor.counts(session, account.id)
        and bool(roles_in(session, link.case_id, person.id))
    )


def _plain(secret: str) -> str:
    """A code may be typed with spaces or dashes between its digits."""
    digits = secret.replace(" ", "").replace("-", "")
    return digits if digits.isascii() and digits.isdigit() else secret.strip()


def hash_of(runtime: Runtime, secret: str) -> str:
    """All that is kept of a secret."""
    return runtime.database.keys.lookup_hash("sign_in_link", _plain(secret))


def hours(session: Session) -> int:
    """How long one counts in this municipality."""
    municipality = session.get_one(Municipality, session.tenant.municipality_id)
    return int(municipality.settings.get("sign_in_link_hours", USUAL_HOURS))


def note(session: Session, link: SignInLink, action: str, now: datetime, *, by: int | None) -> None:
    """What became of one, for the audit."""
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=link.municipality_id,
        actor_user_id=by,
        case_id=link.case_id,
        object_kind="sign_in_link",
        object_id=str(link.id),
    )

"""The entrance of whoever holds a link or a code of the office: looked at freely, used up once.

Looking at a link uses nothing up, because mail servers open the links they pass on.
"""

from __future__ import annotations

from datetime import date

from engine.messages_catalogue import msg
from engine.people import link_rows, sign_in_tries
from engine.people.sessions import Place, SignedIn, open_session
from engine.people.sign_in_tries import SignInRefused, try_of
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.people import Person
from engine.runtime import EVERY, Runtime

DEAD = msg("This link or code does not count any more: it was used, or its time is over.")
NOT_YOU = msg("The code or the date of birth is not right. Check both and try again.")


class LinkIsDead(SignInRefused):
    """Used, taken back, expired, or never made: all the same to whoever holds it."""


def refuse_dead(runtime: Runtime, secret: str) -> None:
    """LinkIsDead for a link that leads nowhere; looking does not use it up.

    A code is no link: whoever looks here for codes that live finds none.
    """
    with runtime.reading(EVERY) as session:
        found = link_rows.living(session, link_rows.hash_of(runtime, secret), runtime.clock.now())
        if found is None or not found.is_mailed:
            raise LinkIsDead(DEAD)


def enter(runtime: Runtime, secret: str, born_on: date | None, *, address: str) -> SignedIn:
    """Use it up: a session of its person. SignInRefused, and LinkIsDead where it does not count."""
    if born_on is None or not secret.strip():
        raise SignInRefused(msg("Write the code and your date of birth."))
    now = runtime.clock.now()
    hashed = link_rows.hash_of(runtime, secret)
    tried = sign_in_tries.begin(runtime, try_of(runtime, f"sign_in_link:{hashed}", address))
    with runtime.transaction(EVERY) as session:
        link = link_rows.living(session, hashed, now)
        is_right = link is not None and session.get_one(Person, link.person_id).birth_date == born_on
        if is_right:
            sign_in_tries.succeed(session, tried)
        if link is not None and is_right and link_rows.use_up(session, link, now):
            account = session.get_one(UserAccount, link.user_id)
            place = Place(address=address)
            return open_session(session, account, now, action="signed_in_by_link", place=place)
        if link is not None and not is_right:
            link_rows.count_wrong(session, link, now)
        is_dead = is_right or (link is None and link_rows.was_made(session, hashed))
    raise LinkIsDead(DEAD) if is_dead else SignInRefused(NOT_YOU)

"""Risks of who can come in, and with what."""

from __future__ import annotations

from collections.abc import Iterator

from engine.clock import local_day
from engine.domain.rights import PARTIES, Role
from engine.messages_catalogue import msg
from engine.people import second_factor
from engine.people.passwords import is_right
from engine.persistence import rows
from engine.persistence.queries import account_pages
from engine.persistence.queries.account_pages import AccountRow
from engine.persistence.tables.accounts import UserAccount
from engine.runtime import EVERY
from engine.upkeep.risks import House, Risk, error, warning

MOST_NAMED = 5
MOST_TRIED = 40  # accounts of an office that the well-known passwords are tried on: a tenth of a second each


def known_passwords(house: House) -> Iterator[Risk]:
    """No account opens with a name and a password that are printed somewhere."""
    pairs = dict(house.well_known)
    with house.runtime.reading(EVERY) as session:
        accounts = rows.every(session, UserAccount, disabled_at=None, password_hash__not=None)
    office = {one.user_id for one in _office(house)}
    first = [one for one in accounts if one.user_name in pairs]
    rest = [one for one in accounts if one.id in office and one not in first]
    open_to_all = [
        one.user_name
        for one in [*first, *rest][:MOST_TRIED]
        if any(is_right(password, one.password_hash) for password in {*pairs.values()})
    ]
    if open_to_all:
        yield error(
            msg(
                "Anybody can sign in as {names} with a password of the demo: set new ones (`user password`), "
                "or close the accounts (`user disable`).",
                names=_named(open_to_all),
            )
        )


def second_factors(house: House) -> Iterator[Risk]:
    """Whoever works for an office has a second factor, and the settings name roles that exist."""
    wanted = house.runtime.settings.second_factor
    unknown = sorted(set(wanted) - {"must", "may"} - {str(role) for role in Role if role not in PARTIES})
    if unknown:
        yield error(
            msg(
                "ASISTENTS_SECOND_FACTOR names {names}, which is no role of an office: write "
                "must, or roles by comma.",
                names=", ".join(unknown),
            )
        )
    having = second_factor.holders(house.runtime)
    without = [one.user_name for one in _office(house) if one.user_id not in having]
    if without:
        yield warning(
            msg(
                "{count} accounts of offices have no second factor ({names}): let each set one "
                "up under Settings, "
                "and set ASISTENTS_SECOND_FACTOR=must.",
                count=len(without),
                names=_named(without),
            )
        )


def administrators(house: House) -> Iterator[Risk]:
    """Somebody can let people in, and two can mend each other's accounts."""
    number = sum(Role.ADMINISTRATOR in one.roles for one in _office(house))
    if number < 2:
        yield warning(
            msg(
                "Only {number} administrators can sign in, and nobody changes the own account: "
                "add another one "
                "with `user add … --role administrator`.",
                number=number,
            )
        )


def _office(house: House) -> list[AccountRow]:
    """Open accounts with a role of an office today."""
    with house.runtime.reading(EVERY) as session:
        found = account_pages.every(session, local_day(house.runtime.clock.now()))
    return [one for one in found if one.active and one.roles - PARTIES]


def _named(names: list[str]) -> str:
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" +{rest}" if rest > 0 else "")

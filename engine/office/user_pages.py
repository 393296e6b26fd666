"""Accounts as their administrator sees them: listed, added with a first password, given roles, shut out.

The account must belong to the administrator's own municipality; whom that leaves out does not exist for them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from engine.clock import local_day
from engine.domain.rights import Actor, Role, Thing, can
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.office import provider_houses
from engine.office.provider_houses import ProviderHouse
from engine.people import people, second_factor
from engine.persistence.folding import fold
from engine.persistence.queries import account_pages, districts
from engine.persistence.queries.account_pages import AccountRow, RoleChange, RoleSpan
from engine.runtime import Runtime, Tenant

__all__ = [
    "PARTY_ROLES",
    "ROLES",
    "AccountList",
    "AccountRow",
    "Wanted",
    "add",
    "disable",
    "districts_to_choose",
    "enable",
    "find",
    "has_factor",
    "listing",
    "new_password",
    "set_roles",
    "take_off_factor",
]

PARTY_ROLES = (Role.RECIPIENT, Role.ASSISTANT, Role.LEGAL_REPRESENTATIVE)
"""Roles of people of the service: their accounts belong to a person whom the municipality knows."""

ROLES = (
    Role.CASEWORKER,
    Role.HEAD_OF_SERVICE,
    Role.FINANCE,
    Role.CONTEST_AUTHORITY,
    Role.PROCESS_OWNER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    *PARTY_ROLES,
)
"""What an administrator of a municipality may give away."""


@dataclass(frozen=True, slots=True)
class AccountList:
    """A page of accounts, and how many fit what was searched for."""

    rows: Sequence[AccountRow]
    total: int


def listing(
    runtime: Runtime, actor: Actor, search: str = "", *, role: str = "", page: int = 1, limit: int = 50
) -> AccountList:
    """Page 1, 2, … of the accounts of the actor's municipality by the people's names.

    `search`: words of either name; `role`: only those who have it.
    """
    words = fold(search).split()
    fitting = [
        row
        for row in _every(runtime, actor)
        if all(word in fold(f"{row.name} {row.user_name}") for word in words)
        and (not role or role in row.roles)
    ]
    fitting.sort(key=lambda row: (fold(row.name), row.user_name))
    return AccountList(fitting[(page - 1) * limit : page * limit], len(fitting))


def _every(runtime: Runtime, actor: Actor) -> Sequence[AccountRow]:
    with runtime.reading(_tenant(actor)) as session:
        return account_pages.every(session, local_day(runtime.clock.now()))


def find(runtime: Runtime, actor: Actor, user_id: int) -> AccountRow:
    """One account; NotFound where the actor's municipality has none with that id."""
    row = next((row for row in _every(runtime, actor) if row.user_id == user_id), None)
    if row is None:
        raise NotFound(msg("There is no such user."))
    return row


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an account shall be able to do."""

    roles: Sequence[Role]
    districts: frozenset[int] = frozenset()  # where roles that work with cases count; none: everywhere
    until: date | None = None  # the last day of roles that are new


def add(runtime: Runtime, actor: Actor, user_name: str, name: str, wanted: Wanted) -> str:
    """A new account; gives its first password, which is shown once and kept nowhere."""
    tenant, roles = _tenant(actor), _allowed(wanted.roles)
    password = _made_up()
    new = people.NewAccount(user_name, name, password, roles, districts=wanted.districts)
    people.add(runtime, tenant, new, by=actor.user_id)
    return password


def add_for_provider(runtime: Runtime, actor: Actor, house: ProviderHouse, user_name: str) -> str:
    """An account that speaks for an organisation; gives its first password."""
    tenant, password = _tenant(actor), _made_up()
    name = house.values["name"]
    new = people.NewAccount(user_name, name, password, provider_houses.ROLES, provider_id=house.provider_id)
    people.add(runtime, tenant, new, by=actor.user_id)
    return password


def set_roles(runtime: Runtime, actor: Actor, user_id: int, wanted: Wanted) -> None:
    """What an account may do from today on. Never one's own."""
    row, roles = _other(runtime, actor, user_id), _allowed(wanted.roles)
    people.set_roles(
        runtime, row.user_name, roles, by=actor.user_id, until=wanted.until, districts=wanted.districts
    )


def districts_to_choose(
    runtime: Runtime, actor: Actor, held: frozenset[int]
) -> Sequence[districts.DistrictRow]:
    """The districts that a role may be limited to: those in use, and those that it has already."""
    with runtime.reading(_tenant(actor)) as session:
        return districts.to_choose(session, held)


@dataclass(frozen=True, slots=True)
class RoleHistory:
    """The roles of an account over time, and who gave or took them."""

    spans: Sequence[RoleSpan]
    changes: Sequence[RoleChange]


def history(runtime: Runtime, actor: Actor, user_id: int) -> RoleHistory:
    """Of one account of the actor's municipality."""
    find(runtime, actor, user_id)
    with runtime.reading(_tenant(actor)) as session:
        spans = account_pages.role_spans(session, user_id)
        return RoleHistory(spans, account_pages.role_changes(session, user_id))


def new_password(runtime: Runtime, actor: Actor, user_id: int) -> str:
    """A new first password in place of a forgotten one; the account's sessions end."""
    password = _made_up()
    people.set_password(runtime, _other(runtime, actor, user_id).user_name, password, by=actor.user_id)
    return password


def has_factor(runtime: Runtime, actor: Actor, user_id: int) -> bool:
    """Whether the account has a second factor."""
    return find(runtime, actor, user_id).user_id in second_factor.holders(runtime)


def take_off_factor(runtime: Runtime, actor: Actor, user_id: int) -> None:
    """Take the second factor off somebody who has lost it; never one's own this way. Sessions end."""
    row = _other(runtime, actor, user_id)
    second_factor.take_off(runtime, row.user_id, by=actor.user_id)


def disable(runtime: Runtime, actor: Actor, user_id: int) -> None:
    """Shut an account: its sessions end at once."""
    people.disable(runtime, _other(runtime, actor, user_id).user_name, by=actor.user_id)


def enable(runtime: Runtime, actor: Actor, user_id: int) -> None:
    """Open a shut account again, with the password it had."""
    people.enable(runtime, _other(runtime, actor, user_id).user_name, by=actor.user_id)


def _made_up() -> str:
    """Sixteen signs that can be read out over the telephone: 64 bits."""
    return "-".join(secrets.token_hex(2) for _ in range(4))


def _tenant(actor: Actor) -> Tenant:
    if not can(actor, "user.manage", Thing(actor.municipality_id)):
        raise NotFound(msg("There is no such user."))
    return Tenant(actor.municipality_id)


def _other(runtime: Runtime, actor: Actor, user_id: int) -> AccountRow:
    row = find(runtime, actor, user_id)
    if row.user_id == actor.user_id:
        raise EngineError(msg("Your own account is changed by another administrator."))
    return row


def _allowed(roles: Iterable[Role]) -> frozenset[Role]:
    wanted = frozenset(roles)
    if not wanted or wanted - frozenset(ROLES):
        raise EngineError(msg("Choose at least one of the roles."))
    return wanted

"""Provider organisations as the administrator keeps them: listed, added, changed, given an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, Role
from engine.errors import EngineError, InvalidAnswers, NotFound, StaleVersion
from engine.messages_catalogue import msg
from engine.office.house_details import CHANGED_MEANWHILE, note_change, refuse_stranger, seen_as
from engine.people.typed_details import REACHED, Details, checked
from engine.persistence import rows
from engine.persistence.queries import account_pages
from engine.persistence.tables.people import ProviderOrganisation
from engine.runtime import Runtime, Session, Tenant

FIELDS = ("name", "registration_number", "email", "phone", "address", "bank_account")
LONGEST = 200
DIGITS_OF_REGISTRATION = 11


@dataclass(frozen=True, slots=True)
class ProviderHouse:
    """An organisation with its fields and its accounts."""

    provider_id: int
    values: Mapping[str, str]
    accounts: Sequence[tuple[int, str]]  # (id, user name)


def listed(runtime: Runtime, actor: Actor) -> list[ProviderHouse]:
    """All of the municipality, by name."""
    refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = rows.every(session, ProviderOrganisation, order_by=["name", "id"])
        accounts = account_pages.of_providers(session)
        return [_house(one, accounts) for one in found]


def find(runtime: Runtime, actor: Actor, provider_id: int) -> ProviderHouse:
    """One; NotFound where this municipality has none with that id."""
    refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return _house(_row(session, provider_id), account_pages.of_providers(session))


def add(runtime: Runtime, actor: Actor, wanted: Mapping[str, str]) -> int:
    """A new one; its id. InvalidAnswers: a sentence for each field to mend."""
    refuse_stranger(actor)
    values, now = checked(wanted, _DETAILS), runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        _refuse_double(session, values, None)
        row = ProviderOrganisation(**values)
        session.add(row)
        session.flush()
        note_change(session, actor, "provider_organisation_added", ({}, values), now=now, object_id=row.id)
        return row.id


def change(runtime: Runtime, actor: Actor, provider_id: int, wanted: Mapping[str, str], *, seen: str) -> None:
    """Keep what was sent. InvalidAnswers; StaleVersion where `seen` is not what stands there."""
    refuse_stranger(actor)
    values, now = checked(wanted, _DETAILS), runtime.clock.now()
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        row = _row(session, provider_id, lock=True)
        before = _values(row)
        if seen_as(before) != seen:
            raise StaleVersion(CHANGED_MEANWHILE, mine=values, theirs=before)
        _refuse_double(session, values, provider_id)
        for name, value in values.items():
            setattr(row, name, value)
        note_change(
            session, actor, "provider_organisation_changed", (before, values), now=now, object_id=provider_id
        )


ROLES = frozenset({Role.PROVIDER_ORGANISATION})
"""What an account of an organisation may do."""


def _row(session: Session, provider_id: int, *, lock: bool = False) -> ProviderOrganisation:
    row = session.get(ProviderOrganisation, provider_id, with_for_update=lock or None)
    if row is None:
        raise NotFound(msg("There is no such page, or it is not for you."))
    return row


def _house(
    row: ProviderOrganisation, accounts: Mapping[int | None, Sequence[tuple[int, str]]]
) -> ProviderHouse:
    return ProviderHouse(row.id, _values(row), accounts.get(row.id, ()))


def _values(row: ProviderOrganisation) -> dict[str, str]:
    return {name: str(getattr(row, name)) for name in FIELDS}


def _refuse_double(session: Session, values: Mapping[str, str], own_id: int | None) -> None:
    found = rows.first(session, ProviderOrganisation, registration_number=values["registration_number"])
    if found is not None and found.id != own_id:
        raise InvalidAnswers({"registration_number": msg("This organisation is in the list already.")})


def _registration_number(text: str) -> str:
    number = "".join(text.split())
    if not (number.isascii() and number.isdigit() and len(number) == DIGITS_OF_REGISTRATION):
        raise EngineError(msg("A registration number has 11 digits."))
    return number


_DETAILS = Details(
    FIELDS,
    LONGEST,
    ("name", "registration_number"),
    {"registration_number": _registration_number, **REACHED},
)

"""What forms offer: people and organisations to choose from, days on which times are asked."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.domain.rights import Role
from engine.domain.service_month import ServiceMonth as Month
from engine.persistence import rows
from engine.persistence.queries.month_facts import Parties, entries_elsewhere
from engine.persistence.tables.accounts import UserAccount, UserRole
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.people import Person, ProviderOrganisation


def assistants(session: Session) -> list[dict[str, object]]:
    """The living persons with the role of an assistant, by name."""
    found = session.execute(
        select(Person.id, Person.given_name, Person.family_name)
        .join(UserAccount, UserAccount.person_id == Person.id)
        .join(UserRole, UserRole.user_id == UserAccount.id)
        .where(UserRole.role == Role.ASSISTANT, Person.died_on.is_(None), UserAccount.disabled_at.is_(None))
        .group_by(Person.id)  # once, however many times the role was given
        .order_by(Person.search_name, Person.id)
    )
    return [{"value": person_id, "label": f"{given} {family}"} for person_id, given, family in found]


def providers(session: Session) -> list[dict[str, object]]:
    """The provider organisations, by name."""
    found = session.execute(
        select(ProviderOrganisation.id, ProviderOrganisation.name).order_by(ProviderOrganisation.name)
    )
    return [{"value": provider_id, "label": name} for provider_id, name in found]


def days_with_times(session: Session, values: Mapping[str, object]) -> list[str]:
    """The days of a month on which another contract of the same people has hours: from–to is asked there."""
    people = ("id", "recipient_id", "assistant_id")
    contract = rows.values(session, Contract, people, id=values["contract_id"])
    if not contract:
        return []
    month = Month.parse(str(values["period"]))
    found = entries_elsewhere(session, Parties(*contract[0]), (month.first_day, month.last_day))
    return sorted({one.day.isoformat() for one in found})

"""What forms offer, on both databases."""

from __future__ import annotations

from engine.domain.rights import Role
from engine.persistence.database import Database
from engine.persistence.queries import choices
from engine.persistence.tables.accounts import UserRole
from engine.persistence.tenancy import Tenant
from tests.persistence import builders


def test_an_assistant_is_offered_once_and_by_name(database: Database, cesis: Tenant) -> None:
    with database.transaction(cesis) as session:
        for name, days in (("Zane", (1,)), ("Anna", (1, 2))):
            person = builders.person(session, name)
            account = builders.account(session, name.lower(), person_id=person.id)
            for day in days:
                from_day = builders.TODAY.replace(day=day)
                session.add(UserRole(user_id=account.id, role=Role.ASSISTANT, from_day=from_day))
    with database.reading(cesis) as session:
        assert [one["label"] for one in choices.assistants(session)] == ["Anna Bērziņa", "Zane Bērziņa"]

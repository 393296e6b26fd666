"""A few people and their tasks, for tests of the inbox."""

from __future__ import annotations

from datetime import timedelta

from engine.domain.rights import Actor, Role
from engine.persistence.database import Database
from engine.persistence.queries import inbox
from engine.persistence.queries.inbox import Wanted
from engine.persistence.tables.instances import TaskStatus
from engine.persistence.tenancy import Tenant
from tests.persistence import builders
from tests.persistence.builders import NOW

EVERYTHING = Wanted()
CASEWORKER = Actor(1, "Kate", 1, frozenset({"caseworker"}))


def titles(database: Database, actor: Actor, wanted: Wanted = EVERYTHING) -> list[str]:
    with database.reading(Tenant(1)) as session:
        return [row.subject for row in inbox.page(session, actor, wanted, now=NOW).rows]


def fill(database: Database) -> Database:
    """Accounts 1 (Kate) and 2 (Liga), persons 1 and 2; tasks named by their subject."""
    with database.transaction(Tenant(1)) as session:
        kate, liga = (builders.account(session, name, municipality_id=1) for name in ("kate", "liga"))
        anna, juris = builders.person(session, "Anna"), builders.person(session, "Juris")
        of = builders.instance(session)
        soon, past = NOW + timedelta(days=1), NOW - timedelta(days=1)
        builders.task(session, of, subject="later")
        builders.task(session, of, subject="soon", due_at=soon)
        builders.task(session, of, subject="overdue Āboliņa", due_at=past)
        builders.task(session, of, subject="kate's", assignee_id=kate.id, due_at=soon)
        builders.task(session, of, subject="liga's", assignee_id=liga.id, due_at=soon)
        builders.task(session, of, subject="not for kate", excluded_user_ids=(kate.id, 99))
        builders.task(session, of, subject="finance", role=Role.FINANCE)
        builders.task(session, of, subject="anna's month", role=Role.RECIPIENT, persons=[anna.id])
        builders.task(session, of, subject="theirs", role=Role.ASSISTANT, persons=[anna.id, juris.id])
        builders.task(session, of, subject="nobody's", role=Role.RECIPIENT)
        builders.task(session, of, subject="done", status=TaskStatus.COMPLETED, completed_at=NOW)
    with database.transaction(Tenant(2)) as session:
        builders.task(session, builders.instance(session), subject="ogre's")
    return database

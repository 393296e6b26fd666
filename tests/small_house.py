"""A small installation for testing the core: one municipality, a few people, processes of five elements.

It is founded once a test session and copied for every test. The processes are drawn here, so that a
change of the service's own diagrams cannot hide or break what the core promises. The fixtures are made by
`tests/front_door/conftest.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from engine.bpmn.definitions import read_definitions
from engine.clock import VirtualClock
from engine.domain.rights import Actor, Role
from engine.instances import instances
from engine.instances.instances import Move, NewInstance
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.backup import copy_database
from engine.persistence.database import open_database
from engine.persistence.founding import found
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.queries import releases
from engine.persistence.tables.installation import InstallationKind, Municipality
from engine.persistence.tables.instances import ProcessInstance, TaskStatus, UserTask
from engine.queue.table_queue import TableQueue
from engine.releases import deployments
from engine.runtime import EVERY, Runtime, Tenant
from engine.settings import ROOT, Settings, read_settings
from tests.bpmn import drawing as draw

BEGINS = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday, 10:00 in Riga
IN_USE_FROM = date(2026, 1, 1)
FIRST_TENANT = Tenant(1)
OGRE = Tenant(1)
PASSWORD = "pietiekami gara parole"
CAST: Mapping[str, Role] = {
    "ilze": Role.CASEWORKER,
    "dace": Role.CASEWORKER,
    "valdis": Role.HEAD_OF_SERVICE,
    "edgars": Role.PROCESS_OWNER,
    "gunta": Role.ADMINISTRATOR,
}


def errand() -> bytes:
    """ask (reminded on day eight) → note_down (may fail as `no_bank_account` → mend) → approve by another."""
    body = draw.start() + draw.user("ask", role="caseworker", label_en="Ask", due='date("2026-03-20")')
    body += draw.service("note_down") + draw.user("approve", role="head_of_service", not_same_person_as="ask")
    body += draw.user("mend", role="caseworker") + draw.service("remind")
    body += draw.end() + draw.end("reminded") + draw.end("mended")
    body += draw.boundary(
        "time_to_remind", "ask", draw.timer('at(days_after(today(), 8), "09:00")'), interrupting=False
    )
    body += draw.boundary("no_account", "note_down", draw.error("no_bank_account"))
    body += draw.chain("begun", "ask", "note_down", "approve", "finished")
    body += draw.chain("time_to_remind", "remind", "reminded") + draw.chain("no_account", "mend", "mended")
    return draw.diagram("errand", body, roots=draw.root_error("no_bank_account"))


def exchange() -> bytes:
    """Waits for the message `reply` under its case number, then for a caseworker."""
    body = draw.start() + draw.catch("came", draw.message("reply"), correlation_key="case_number")
    body += (
        draw.user("look", role="caseworker") + draw.end() + draw.chain("begun", "came", "look", "finished")
    )
    return draw.diagram("exchange", body, roots=draw.root_message("reply"))


def merry_go_round() -> bytes:
    """Goes round for ever as soon as `ask_again` is answered."""
    body = draw.start() + draw.user("ask_again", role="caseworker")
    body += draw.gateway("again", default="again_turn") + draw.script("turn", "n = 1") + draw.end()
    body += draw.chain("begun", "ask_again", "again")
    body += draw.flows("again > turn", "turn > again", "again > finished if False")
    return draw.diagram("merry_go_round", body)


def form(task_id: str, *keys: str) -> bytes:
    """A form of optional text fields; a key that begins with `many_` is a whole number."""
    fields = [
        {"type": "number" if key.startswith("many_") else "textfield", "key": key, "label": key.capitalize()}
        for key in keys
    ]
    return json.dumps(
        {"type": "default", "id": task_id, "schemaVersion": 19, "title": task_id, "components": fields}
    ).encode()


LETTER = """---
subject: "{{{{ title }}}}"
---

{greeting} {{{{ letter_day }}}}
"""
FILES: Mapping[str, bytes] = {
    "processes/errand/errand.bpmn": errand(),
    "processes/errand/letters/errand_letter.lv.md": LETTER.format(
        greeting="Labdien, {{ addressee.name }}!"
    ).encode(),
    "processes/errand/letters/errand_letter.en.md": LETTER.format(
        greeting="Hello {{ addressee.name }}!"
    ).encode(),
    "processes/exchange/exchange.bpmn": exchange(),
    "processes/merry_go_round/merry_go_round.bpmn": merry_go_round(),
    "forms/errand/ask.json": form("ask", "answer", "many_times"),
    "forms/errand/approve.json": form("approve", "approval"),
    "forms/errand/mend.json": form("mend", "note"),
    "forms/exchange/look.json": form("look", "note"),
    "forms/merry_go_round/ask_again.json": form("ask_again", "note"),
}


@dataclass(frozen=True, slots=True)
class Template:
    """A founded installation on disk and the keys that open it."""

    file: Path
    keys: KeyRing
    parsed: Runtime  # lends its parsed release and numbers: the same bytes in every copy

    def copy(self, folder: Path) -> SmallHouse:
        """The same installation in a file of its own."""
        file = folder / "small.db"
        copy_database(self.file, file)
        return self.open(file)

    def open(self, file: Path, *, fresh: bool = False) -> SmallHouse:
        """The installation in this file, as a process sees it that just started (`fresh`) or knows it."""
        settings = read_settings({}, database=str(file))
        clock = VirtualClock(BEGINS)
        database = open_database(settings.database_url, self.keys, durable=False)
        runtime = Runtime(database=database, clock=clock, settings=settings, queue=TableQueue())
        if not fresh:
            runtime._releases = dict(self.parsed._releases)
            runtime._rule_book = self.parsed._rule_book
        return SmallHouse(runtime, clock, settings, file)


@dataclass(frozen=True, slots=True)
class SmallHouse:
    """The installation, with the few sentences that most tests need."""

    runtime: Runtime
    clock: VirtualClock
    settings: Settings
    file: Path
    tenant: Tenant = FIRST_TENANT

    def actor(self, name: str) -> Actor:
        """Somebody of the cast as of now."""
        return people.actor(self.runtime, name)

    def start(self, process_id: str = "errand", **values: object) -> int:
        """A new instance; gives its id."""
        key = f"key-{self.runtime.reserve(self.tenant, 'user_task')}"
        new = NewInstance(process_id, key, values, release_id=1)
        return instances.start(self.runtime, self.tenant, new, Move("instance_started"))

    def instance(self, instance_id: int) -> ProcessInstance:
        """The instance's row."""
        with self.runtime.reading(self.tenant) as session:
            return session.get_one(ProcessInstance, instance_id)

    def task(self, element_id: str, instance_id: int | None = None) -> UserTask:
        """The one open task of that element."""
        asked: dict[str, Any] = {"element_id": element_id, "status": TaskStatus.OPEN}
        if instance_id is not None:
            asked["instance_id"] = instance_id
        with self.runtime.reading(self.tenant) as session:
            (found,) = rows.every(session, UserTask, **asked)
        return found

    def open_tasks(self) -> list[str]:
        """The open tasks by element."""
        with self.runtime.reading(EVERY) as session:
            return sorted(one.element_id for one in rows.every(session, UserTask, status=TaskStatus.OPEN))


def found_template(folder: Path) -> Template:
    """Found the small installation in a file."""
    file, keys = folder / "template.db", new_key_ring()
    runtime = found_small(read_settings({}, database=str(file)), keys)
    runtime.database.close()
    return Template(file, keys, runtime)


def found_small(settings: Settings, keys: KeyRing) -> Runtime:
    """Found the small installation where the settings say; the numbers are the real ones."""
    database = open_database(settings.database_url, keys, durable=False)
    runtime = Runtime(database=database, clock=VirtualClock(BEGINS), settings=settings, queue=TableQueue())
    with runtime.transaction(EVERY) as session:
        found(session, InstallationKind.TEST, now=BEGINS)
    deployments.record_rule_packs(runtime, ROOT / "processes" / "rule_packs")
    release_id = store_release(runtime, FILES)
    with runtime.transaction(EVERY) as session:
        session.add(
            Municipality(code="ogre", name="Ogres novads", email="sd@ogre.example", address="Brīvības iela 1")
        )
    deployments.take_into_use(runtime, Tenant(1), release_id, IN_USE_FROM)
    for name, role in CAST.items():
        people.add(runtime, Tenant(1), NewAccount(name, name.capitalize(), PASSWORD, frozenset({role})))
    with runtime.reading(EVERY) as session:
        runtime.release(session, release_id)
        runtime.rule_book(session)
    return runtime


def store_release(runtime: Runtime, files: Mapping[str, bytes]) -> int:
    """A release as the table holds it, past the gate: the gate has tests of its own."""
    diagrams = {path: data for path, data in files.items() if path.endswith(".bpmn")}
    with runtime.transaction(EVERY) as session:
        return releases.add(
            session,
            sha256=deployments.hash_of(files),
            files=files,
            processes=dict.fromkeys(read_definitions(diagrams), ""),
            created_at=runtime.clock.now(),
            people=(None, None),
        )


def ids(found: Iterable[UserTask]) -> list[int]:
    """The ids of some tasks."""
    return [one.id for one in found]

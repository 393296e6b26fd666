"""A story whose people also use the pages: Ogre, its office and its people, each able to sign in.

town.march()
janis = town.guest("janis")
janis.get("/").links()
janis.post("/tasks/1", _action="complete", …)
"""

from __future__ import annotations

import html
import re
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect, text
from werkzeug.test import TestResponse

from engine.clock import VirtualClock
from engine.domain.rights import Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.people import ProviderOrganisation
from engine.runtime import EVERY, Runtime, Tenant
from engine.simulation.founding import add_staff
from tests.processes.driver import Story
from tests.processes.stage import Stage
from tests.stages import another
from web.application import create_app

PASSWORD = "parole testam"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
LINK = re.compile(r'<a [^>]*href="([^"]+)"')
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass(slots=True)
class Answer:
    """What came back, and what a test asks of it."""

    response: TestResponse
    status: int = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.status = self.response.status_code
        words = html.unescape(self.response.get_data(as_text=True)) if self._is_text() else ""
        self.text = words.replace("\u00a0", " ")

    def _is_text(self) -> bool:
        return (self.response.mimetype or "").startswith(("text/", "application/json"))

    @property
    def heading(self) -> str:
        """The page's h1."""
        found = HEADING.search(self.text)
        return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""

    @property
    def goes_to(self) -> str | None:
        """Where the browser is sent."""
        return self.response.headers.get("Location")

    @property
    def links(self) -> list[str]:
        """Addresses of this house that the page leads to."""
        return [href for href in LINK.findall(self.text) if href.startswith(("/", "?"))]

    def value(self, name: str) -> str | None:
        """What stands in the first input of this name."""
        for tag in re.findall(r"<input[^>]*>", self.text):
            if f'name="{name}"' in tag:
                found = re.search(r'value="([^"]*)"', tag)
                return found[1] if found else ""
        return None


@dataclass(slots=True)
class Guest:
    """Somebody in front of a browser that does what browsers do with cookies and tokens."""

    client: FlaskClient
    token: str = ""

    def get(self, address: str, **headers: str) -> Answer:
        """Open a page."""
        answer = Answer(self.client.get(address, headers=headers, buffered=True))
        found = TOKEN.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    def post(self, address: str, **fields: object) -> Answer:
        """Send a form with this visitor's token; `__` in a name of a field stands for a dot."""
        data: dict[str, Any] = {name: value for name, value in fields.items() if value is not None}
        return self.send(address, {"csrf_token": self.token, **data})

    def send(self, address: str, data: dict[str, Any], **headers: str) -> Answer:
        """Send exactly this."""
        answer = Answer(self.client.post(address, data=data, headers=headers, buffered=True))
        found = TOKEN.search(answer.text)
        self.token = found[1] if found else self.token
        return answer

    def sign_in(self, user_name: str, password: str = PASSWORD, **fields: object) -> Answer:
        """Come in through the front door; afterwards the token is the session's."""
        self.get("/sign-in")
        answer = self.post("/sign-in", user_name=user_name, password=password, **fields)
        if answer.status == 303:
            self.get("/settings")
        return answer


class Town(Story):
    """The stage with pages."""

    app: Flask

    def open_pages(self) -> Town:
        """Set up the pages over the story's installation."""
        self.app = create_app(self.runtime)
        self.app.testing = True
        self.app.config["PROPAGATE_EXCEPTIONS"] = False  # a failure is a page here, as it is outside
        return self

    def stranger(self) -> Guest:
        """Somebody who is not signed in."""
        return Guest(self.app.test_client())

    def guest(self, name: str) -> Guest:
        """Somebody of the cast, signed in."""
        guest = self.stranger()
        answer = guest.sign_in(name)
        assert answer.status == 303, f"{name} could not sign in"
        return guest

    def dump(self, *, but: frozenset[str] = frozenset({"web_session"})) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, to see that nothing changed; sessions note when they were last used."""
        if not self.stage.settings.database_url.startswith("sqlite"):
            return self._dump_of_server(but)
        path = self.stage.settings.database_url.removeprefix("sqlite:///")
        with sqlite3.connect(path) as connection:
            names = connection.execute(TABLES).fetchall()
            found = {
                name: connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608 -- our own tables
                for (name,) in names
                if name not in but
            }
        connection.close()
        return found

    def _dump_of_server(self, but: frozenset[str]) -> dict[str, list[tuple[Any, ...]]]:
        with self.runtime.reading(EVERY) as session:
            connection = session.connection()
            names = set(inspect(connection).get_table_names()) - but
            rows = {name: connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in sorted(names)}  # noqa: S608 -- our own tables
        return {name: sorted((tuple(row) for row in found), key=str) for name, found in rows.items()}

    def another(self, request: pytest.FixtureRequest, folder: Path) -> Town:
        """A copy of this town as it is now, at the same instant."""
        self.runtime.database.engine.dispose()  # on PostgreSQL nobody may be connected meanwhile
        town = Town(another(request, self.stage, folder), reload=False).open_pages()
        town.clock.move_to(self.clock.now())
        return town


def _add_provider(runtime: Runtime, tenant: Tenant) -> None:
    with runtime.transaction(tenant) as session:
        provider = ProviderOrganisation(name="SIA „Atbalsts”", registration_number="40003000002")
        session.add(provider)
        session.flush()
        provider_id = provider.id
    roles = frozenset({Role.PROVIDER_ORGANISATION})
    people.add(
        runtime, tenant, NewAccount("provider", "SIA „Atbalsts”", None, roles, provider_id=provider_id)
    )


def found_town(stage: Stage) -> Stage:
    """The stage, a copy of one, with an administrator, a ministry and one password for everybody."""
    runtime = stage.open(VirtualClock(stage.founded.clock.now()))
    cast = dict(stage.cast)
    cast["administrator"] = add_staff(
        runtime, stage.tenant, "administrator", "Sandra Kļava", [Role.ADMINISTRATOR], password=None
    )
    _add_provider(runtime, stage.tenant)
    cast["provider"] = people.actor(runtime, "provider")
    people.add(runtime, EVERY, NewAccount("ministry", "Inese Roze", None, frozenset({Role.MINISTRY_OFFICER})))
    cast["ministry"] = people.actor(runtime, "ministry")
    with runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"password_hash": QUICK.hash(PASSWORD)}, id__least=1)
    runtime.database.close()
    return replace(stage, cast=cast)

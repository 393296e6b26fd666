"""A town whose other systems have tokens: on both databases, and a busy one to read from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from engine.clock import local_day
from engine.integrations import new_integrations
from engine.integrations.new_integrations import NewIntegration
from engine.integrations.scopes import ROLES, Scope
from engine.runtime import Tenant
from engine.simulation.founding import add_municipality
from tests.processes.stage import IN_USE_FROM
from tests.stages import Stages, either
from tests.web.busy_town import Busy
from tests.web.town import Town, found_town

PLACE = "/api/v1"
EVERY_SCOPE = frozenset(str(one) for one in Scope)
EVERY_ROLE = frozenset(str(one) for one in ROLES)


@dataclass
class Outside:
    """The town as other systems see it."""

    town: Town
    named: Mapping[str, object] = field(default_factory=dict)
    tokens: dict[Any, str] = field(default_factory=dict)

    def token(
        self,
        scopes: frozenset[str] = EVERY_SCOPE,
        roles: frozenset[str] = EVERY_ROLE,
        tenant: Tenant | None = None,
    ) -> str:
        """A token of the town, or of another tenant; one and the same for the same rights."""
        key = (scopes, roles, tenant)
        if key not in self.tokens:
            until = local_day(self.town.clock.now()) + timedelta(days=90)
            new = NewIntegration("SOPA", "Lietu uzskaite SOPA", roles, scopes, until)
            whose = tenant or self.town.tenant
            self.tokens[key] = new_integrations.add_for(self.town.runtime, whose, new)[1]
        return self.tokens[key]

    def neighbour(self) -> Tenant:
        """Another municipality of the same installation."""
        return add_municipality(self.town.runtime, "cesis", "Cēsu novads", from_day=IN_USE_FROM)

    def get(self, path: str, token: str | None = None, **headers: str) -> TestResponse:
        """Ask; with every scope where no token is named."""
        return self.ask("GET", path, token, headers=headers)

    def post(
        self, path: str, body: object, key: str, token: str | None = None, media: str = "application/json"
    ) -> TestResponse:
        """Send under an Idempotency-Key."""
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        headers = {"Idempotency-Key": key, "Content-Type": media}
        return self.ask("POST", path, token, headers=headers, data=data)

    def ask(self, method: str, path: str, token: str | None = None, **sent: Any) -> TestResponse:
        """Anything; token "" shows none."""
        shown = self.token() if token is None else token
        headers = {**sent.pop("headers", {})}
        if shown:
            headers["Authorization"] = f"Bearer {shown}"
        client = self.town.app.test_client(use_cookies=False)
        return client.open(f"{PLACE}{path}", method=method, headers=headers, **sent)

    def description(self) -> dict[str, Any]:
        """What the API says of itself."""
        found: dict[str, Any] = self.get("/openapi.json", "").get_json()
        return found


@pytest.fixture(params=["sqlite", "postgresql"])
def outside(request: pytest.FixtureRequest, stages: Stages, tmp_path: Path) -> Iterator[Outside]:
    """A quiet town on either database; a Monday in February, 9 o'clock."""
    town = Town(found_town(either(request, stages, tmp_path)), reload=False).open_pages()
    yield Outside(town)
    town.close()


@pytest.fixture
def quiet(town: Town) -> Outside:
    """A quiet town on SQLite."""
    return Outside(town)


@pytest.fixture
def crammed(busy: Busy, tmp_path: Path) -> Iterator[Outside]:
    """A copy of the busy town that a test may change."""
    town = Town(busy.town.stage.copy(tmp_path), reload=False).open_pages()
    town.clock.move_to(busy.town.clock.now())
    yield Outside(town, busy.named)
    town.close()


@pytest.fixture(scope="session")
def stocked(busy: Busy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """A copy of the busy town, of which tests only read."""
    stage = busy.town.stage.copy(tmp_path_factory.mktemp("stocked"))
    town = Town(stage, reload=False).open_pages()
    town.clock.move_to(busy.town.clock.now())
    yield Outside(town, busy.named)
    town.close()

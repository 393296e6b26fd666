"""Every operation of the description × every scope × both municipalities; without a scope it is nobody's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Response
from flask_openapi3.openapi import OpenAPI

from engine.integrations import request_counts
from engine.integrations.scopes import Scope
from engine.runtime import Tenant
from tests.web.api.conftest import EVERY_SCOPE, Outside
from tests.web.outsiders import MISSING
from tests.web.test_statements import statements
from web.api.application import create_api
from web.api.door import OPEN, scopes

OF_ALL = {"/cases", "/tasks", "/months", "/claims", "/reports", "/events"}  # lists: the own ones only
BODIES = {
    "/tasks/{task_id}/completion": {"answers": {}, "version": 1},
    "/opinions": {"rows": []},
    "/register": {"rows": []},
}
NOT_THERE = 404
QUERY = {"/months": "?period=2026-02"}


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_counts, "MOST_A_MINUTE", 10**6)


def operations(outside: Outside) -> Iterator[tuple[str, str, Scope]]:
    """(method, path, scope) as the description says."""
    for path, methods in outside.description()["paths"].items():
        for method, operation in methods.items():
            [[scope]] = [one["token"] for one in operation["security"]]
            yield method.upper(), path, Scope(scope)


def ask(outside: Outside, method: str, path: str, token: str) -> int:
    address = path.format(**{**outside.named, "kind": "csv"}) + QUERY.get(path, "")
    if method == "GET":
        return outside.get(address, token).status_code
    return outside.post(address, BODIES[path], f"key-{token[-6:]}", token).status_code


def test_each_operation_opens_with_its_own_scope_and_with_no_other(stocked: Outside) -> None:
    wrong = []
    found = list(operations(stocked))
    for method, path, scope in found:
        with_it = ask(stocked, method, path, stocked.token(frozenset({str(scope)})))
        without = ask(stocked, method, path, stocked.token(EVERY_SCOPE - {str(scope)}))
        nobody = ask(stocked, method, path, "")
        if (with_it in (401, 403), without, nobody) != (False, 403, 401):
            wrong.append((method, path, with_it, without, nobody))
    assert wrong == []
    assert len(found) >= 19
    assert {scope for *_, scope in found} == set(Scope)


def test_what_is_another_municipality_s_is_not_there(crammed: Outside) -> None:
    token = crammed.token(tenant=crammed.neighbour())
    found = {
        path: ask(crammed, method, path, token)
        for method, path, _ in operations(crammed)
        if "{" in path and "{year}" not in path
    }
    assert set(found.values()) == {404}, found
    for path in OF_ALL - {"/reports", "/events"}:
        answer = crammed.get(path + QUERY.get(path, ""), token).get_json()
        assert next(value for value in answer.values() if isinstance(value, list)) == [], path


def test_asking_for_it_costs_the_same_questions_as_asking_for_none(crammed: Outside) -> None:
    token = crammed.token(tenant=crammed.neighbour())
    numbers = {
        name: MISSING for name, value in crammed.named.items() if type(value) is int and name != "year"
    }
    nothing = Outside(crammed.town, {**crammed.named, **numbers})
    ids = [path for method, path, _ in operations(crammed) if method == "GET" and "_id}" in path]
    differing = []
    for path in [*ids[:1], *ids]:  # the first request of a minute begins its count
        with statements(crammed.town) as there:
            assert ask(crammed, "GET", path, token) == NOT_THERE
        with statements(crammed.town) as nowhere:
            assert ask(nothing, "GET", path, token) == NOT_THERE
        differing += [path] if there != nowhere else []
    assert differing == ids[:1]
    assert len(ids) >= 5


def test_scopes_open_nothing_that_the_roles_do_not(stocked: Outside) -> None:
    """An account whose roles were taken later: the scope alone is worth nothing."""
    claims = frozenset({"claims:read", "cases:read"})
    token = stocked.token(claims, frozenset({"finance", "auditor"}))
    assert stocked.get("/claims", token).status_code == 200
    only_claims = stocked.token(frozenset({"claims:read"}), frozenset({"finance"}))
    assert stocked.get("/cases", only_claims).status_code == 403


def test_an_operation_without_a_scope_is_refused_to_everybody(stocked: Outside) -> None:
    api = create_api(stocked.town.runtime)

    def forgotten() -> Response:
        return Response("nobody's")

    api.add_url_rule("/forgotten", "forgotten", forgotten)
    headers = {"Authorization": f"Bearer {stocked.token()}"}
    assert api.test_client().get("/forgotten", headers=headers).status_code == 403
    assert without_scope(api) == {"forgotten"}
    assert without_scope(create_api(stocked.town.runtime)) == set()


def without_scope(api: OpenAPI) -> set[str]:
    return {rule.endpoint for rule in api.url_map.iter_rules()} - set(scopes(api)) - OPEN


def test_every_address_is_described(stocked: Outside) -> None:
    api = create_api(stocked.town.runtime)
    named = {one["operationId"] for methods in api.api_doc["paths"].values() for one in methods.values()}
    assert named == {rule.endpoint for rule in api.url_map.iter_rules()} - OPEN


def test_no_cookie_counts_here_and_none_is_given(stocked: Outside) -> None:
    guest = stocked.town.guest("head")
    answer = guest.get("/api/v1/cases")
    assert answer.status == 401
    assert "Set-Cookie" not in answer.response.headers


def test_a_municipality_s_token_is_no_tenant_of_all(stocked: Outside) -> None:
    listed = stocked.get("/claims", stocked.token(tenant=Tenant(1))).get_json()["claims"]
    assert {one["municipality"] for one in listed} == {"Ogres novads"}

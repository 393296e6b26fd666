"""A token opens what its scopes and roles say, in its own municipality, while it counts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import InvalidAnswers, NotFound
from engine.integrations import integrations, new_integrations, request_counts
from engine.integrations.new_integrations import NewIntegration
from engine.people import people
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.integrations import Integration
from engine.runtime import EVERY
from tests.web.api.conftest import EVERY_ROLE, EVERY_SCOPE, Outside

CASES = frozenset({"cases:read"})


def the_integration(outside: Outside) -> Integration:
    with outside.town.runtime.reading(EVERY) as session:
        [found] = rows.every(session, Integration)
        return found


def test_a_token_is_kept_as_a_hash_and_known_again(outside: Outside) -> None:
    token = outside.token(CASES)
    kept = the_integration(outside)
    assert token.startswith("asi_")
    assert token not in repr(vars(kept))
    assert outside.get("/cases", token).status_code == 200
    assert the_integration(outside).last_used_at == outside.town.clock.now()


@pytest.mark.parametrize("shown", ["", "asi_" + "x" * 43, "x" * 5000, "ā"])
def test_no_token_no_answer(outside: Outside, shown: str) -> None:
    answer = outside.ask("GET", "/cases", shown.encode().decode("latin-1"))
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert "Set-Cookie" not in answer.headers


def test_a_token_ends_with_its_last_day_its_revoking_and_its_account(outside: Outside) -> None:
    town, runtime = outside.town, outside.town.runtime
    revoked, shut, over = (
        outside.token(CASES | {one}) for one in ("tasks:read", "months:read", "claims:read")
    )
    by_token = {one.scopes[-1]: one for one in integrations.listed_of(runtime, town.tenant)}
    integrations.revoke(runtime, town.actor("administrator"), by_token["tasks:read"].integration_id)
    with runtime.reading(EVERY) as session:
        [account] = rows.every(
            session, UserAccount, id=rows.every(session, Integration, order_by=["id"])[1].user_id
        )
        name = account.user_name
    people.disable(runtime, name)
    assert [outside.get("/cases", one).status_code for one in (revoked, shut, over)] == [401, 401, 200]
    town.clock.pass_time(timedelta(days=91))
    assert outside.get("/cases", over).status_code == 401


def test_another_municipality_is_not_there(outside: Outside) -> None:
    town = outside.town
    town.apply()
    own, other = outside.token(), outside.token(tenant=outside.neighbour())
    [case] = outside.get("/cases", own).get_json()["cases"]
    assert outside.get("/cases", other).get_json()["cases"] == []
    number = case["case_id"]
    for path in ("", "/state", "/timeline", "/answers"):
        theirs = outside.get(f"/cases/{number}{path}", other).get_json()
        nobodys = outside.get(f"/cases/999{path}", other).get_json()
        assert {**theirs, "request_id": ""} == {**nobodys, "request_id": ""}
        assert theirs["status"] == 404
    task = outside.get("/tasks", own).get_json()["tasks"][0]["task_id"]
    assert outside.get("/tasks", other).get_json()["tasks"] == []
    assert outside.get(f"/tasks/{task}", other).status_code == 404
    sent = outside.post(f"/tasks/{task}/completion", {"answers": {}, "version": 1}, "k", other)
    assert sent.status_code == 404


def test_no_more_than_so_many_requests_a_minute(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_counts, "MOST_A_MINUTE", 3)
    one, another = outside.token(CASES), outside.token(EVERY_SCOPE)
    found = [outside.get("/cases", one) for _ in range(4)]
    assert [answer.status_code for answer in found] == [200, 200, 200, 429]
    assert 1 <= int(found[3].headers["Retry-After"]) <= 60
    assert outside.get("/cases", another).status_code == 200
    outside.town.clock.pass_time(timedelta(seconds=int(found[3].headers["Retry-After"])))
    assert outside.get("/cases", one).status_code == 200


def test_only_an_administrator_gives_tokens_and_only_what_roles_open(quiet: Outside) -> None:
    town, runtime = quiet.town, quiet.town.runtime
    until = town.clock.now().date() + timedelta(days=30)

    def new(roles: frozenset[str], scopes: frozenset[str]) -> NewIntegration:
        return NewIntegration("SOPA", "Uzskaite", roles, scopes, until)

    with pytest.raises(NotFound):
        new_integrations.add(runtime, town.actor("caseworker"), new(EVERY_ROLE, EVERY_SCOPE))
    with pytest.raises(InvalidAnswers) as refused:
        new_integrations.add(
            runtime, town.actor("administrator"), new(frozenset({"finance"}), frozenset({"cases:read"}))
        )
    assert list(refused.value.fields) == ["scopes"]
    with pytest.raises(InvalidAnswers) as refused:
        new_integrations.add(runtime, town.actor("administrator"), new(frozenset({"administrator"}), CASES))
    assert list(refused.value.fields) == ["roles"]
    late = NewIntegration("", "", EVERY_ROLE, CASES, until + timedelta(days=400))
    with pytest.raises(InvalidAnswers) as refused:
        new_integrations.add(runtime, town.actor("administrator"), late)
    assert sorted(refused.value.fields) == ["expires_on", "name", "purpose"]


def test_its_account_is_nobody_s_and_stands_on_no_list(quiet: Outside) -> None:
    quiet.token(CASES)
    town = quiet.town
    assert "SOPA" not in town.guest("administrator").get("/users").text
    assert "SOPA" not in town.guest("head").get("/deputies").text
    with town.runtime.reading(EVERY) as session:
        [account] = rows.every(session, UserAccount, display_name="SOPA")
        name = account.user_name
    assert town.stranger().sign_in(name, "").status != 303
    assert town.stranger().sign_in(name).status != 303


def test_the_ministry_reads_claims_and_figures_of_all_and_nothing_else(quiet: Outside) -> None:
    scopes = frozenset({"claims:read", "reports:read"})
    token = quiet.token(scopes, frozenset({"ministry_officer"}), EVERY)
    assert [quiet.get(path, token).status_code for path in ("/claims", "/reports", "/cases", "/tasks")] == [
        200, 200, 403, 403,
    ]  # fmt: skip

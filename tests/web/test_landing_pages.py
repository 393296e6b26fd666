"""Where people begin, and what the administrator and the process owner find there."""

from __future__ import annotations

import pytest

from tests.processes.roads import assessed, decided
from tests.web.town import Town
from web.pages import users


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("caseworker", "/tasks"),
        ("head", "/tasks"),
        ("finance", "/tasks"),
        ("contest_authority", "/tasks"),
        ("auditor", "/cases"),
        ("process_owner", "/release"),
        ("administrator", "/users"),
        ("ministry", "/claims"),
    ],
)
def test_everybody_begins_where_their_work_is(town: Town, who: str, address: str) -> None:
    guest = town.guest(who)
    assert guest.get("/").goes_to == address
    assert guest.get(address).status == 200


def test_the_process_owner_reads_the_release_in_force(town: Town) -> None:
    owner = town.guest("process_owner")
    page = owner.get("/release?process=monthly_confirmation")
    release = town.runtime._releases[1]
    assert release.sha256[:16] in page.text
    assert "Mēneša apstiprinājums" in page.text
    assert "confirm_month" in page.text
    assert page.text.count("outline__step--ahead") > 5
    assert "outline__step--current" not in page.text
    running = {one for one in release.definitions if not one.startswith("template_")}
    assert {f"/release?process={one}" for one in running} <= set(page.links)
    diagram = owner.get("/release/diagrams/monthly_confirmation.bpmn")
    assert diagram.response.data == release.file("processes/monthly_confirmation/monthly_confirmation.bpmn")
    assert owner.get("/release/diagrams/nothing.bpmn").status == 404
    assert owner.get("/release?process=nothing").status == 200


def test_users_are_searched_and_leafed_through(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    sandra = town.guest("administrator")
    found = sandra.get("/users?q=OZOLA+ilze").text
    assert found.count("data-table__main") == 1
    assert "1 cilvēks" in found
    monkeypatch.setattr(users, "ON_A_PAGE", 5)
    first = sandra.get("/users")
    assert first.text.count("data-table__main") == 5
    assert "/users?page=2" in first.links
    second = sandra.get("/users?page=2")
    assert "/users?page=1" in second.links
    names = [page.text[page.text.index("data-table__main") :][:120] for page in (first, second)]
    assert names[0] != names[1]


def test_closing_an_account_and_a_new_password_ask_first(town: Town) -> None:
    sandra = town.guest("administrator")
    address = f"/users/{town.actor('other_finance').user_id}"
    assert f'action="{address}/disable"' not in sandra.get("/users").text
    page = sandra.get(address).text
    for act, ask in (("disable", "ask-disable"), ("password", "ask-password")):
        before, asked = page.split(f'id="{ask}"')
        assert f'action="{address}/{act}"' not in before
        assert "sesija tūlīt beigsies" in asked.split("</details>")[0]
        assert f'action="{address}/{act}"' in asked.split("</details>")[0]


def test_the_contest_authority_finds_contested_cases_and_no_others(town: Town) -> None:
    plain = town.apply("pauls")
    assessed(town, each=0)
    decided(town, "refused")
    case_id = town.case_id
    authority = town.guest("contest_authority")
    assert authority.get("/cases").text.count("data-table__main") == 0
    assert authority.get(f"/cases/{case_id}").status == 404
    town.receives("contestation_received", contested_on=town.today, contest_grounds="Vajag palīdzību.")
    assert f"/cases/{case_id}" in authority.get("/cases").links
    assert f"/cases/{plain}" not in authority.get("/cases").links
    page = authority.get(f"/cases/{case_id}")
    assert page.status == 200
    assert not [link for link in page.links if "/changes/service_" in link]
    assert authority.get(f"/cases/{plain}").status == 404
    letters = [link for link in page.links if link.startswith("/letters/")]
    assert letters
    assert authority.get(letters[0]).status == 200

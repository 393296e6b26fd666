"""The description for people, in both languages and without a script; the administrator's pages of tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from engine.integrations import integrations
from engine.people import own_passwords
from tests.web.api.conftest import Outside
from tests.web.town import PASSWORD, Answer, Guest
from web.drawing.api_drawing import PARAMETERS

NEW = {
    "name": "SOPA",
    "purpose": "Lietu uzskaite",
    "roles": ["caseworker"],
    "scopes": ["cases:read", "events:read"],
    "lasts": "30",
}
TOKEN = re.compile(r"asi_[A-Za-z0-9_-]{43}")
SECRET = re.compile(r"whsec_[A-Za-z0-9_-]{43}")


def send(guest: Guest, address: str, fields: Mapping[str, object]) -> Answer:
    return guest.send(address, {"csrf_token": guest.token, **fields})


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_operation_stands_on_the_page(stocked: Outside, language: str) -> None:
    page = stocked.town.stranger().get(f"/api-docs?lang={language}")
    assert page.status == 200
    assert "<script" not in page.text.partition("<main")[2].partition("</main")[0]
    for path, methods in stocked.description()["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page.text
            assert f'id="{operation["operationId"]}"' in page.text
            if language == "lv":
                assert operation["summary"] not in page.text, "English on the Latvian page"
    assert page.text.count("curl -H") == sum(len(one) for one in stocked.description()["paths"].values())


def test_all_that_is_said_of_parameters_is_said_in_latvian_too(stocked: Outside) -> None:
    said = {
        parameter["description"]
        for methods in stocked.description()["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", [])
        if "description" in parameter
    }
    assert said <= {one.text for one in PARAMETERS}


def test_a_token_is_shown_once_and_revoked(quiet: Outside) -> None:
    admin = quiet.town.guest("administrator")
    admin.get("/integrations?lang=en")
    shown = send(admin, "/integrations", NEW)
    [token] = TOKEN.findall(shown.text)
    assert quiet.get("/cases", token).status_code == 200
    [row] = integrations.listed_of(quiet.town.runtime, quiet.town.tenant)
    here = f"/integrations/{row.integration_id}"
    pages = [admin.get("/integrations").text, admin.get(here).text]
    assert TOKEN.findall("".join(pages)) == []
    assert all("SOPA" in one for one in pages)
    assert send(admin, f"{here}/revoke", {}).status == 303
    assert quiet.get("/cases", token).status_code == 401
    assert "revoked" in admin.get(here).text


def test_the_password_is_asked_for_once_more_and_nothing_typed_is_lost(quiet: Outside) -> None:
    admin = quiet.town.guest("administrator")
    admin.get("/integrations?lang=en")
    quiet.town.clock.pass_time(own_passwords.CONFIRMED_FOR * 2)
    asked = send(admin, "/integrations", NEW)
    assert asked.status == 401
    assert "opens the municipality's data" in asked.text
    assert asked.text.count('name="scopes"') == 2
    assert integrations.listed_of(quiet.town.runtime, quiet.town.tenant) == []
    wrong = send(admin, "/integrations", {**NEW, "_password": "nepareiza"})
    assert wrong.status == 422
    done = send(admin, "/integrations", {**NEW, "_password": PASSWORD})
    assert len(TOKEN.findall(done.text)) == 1


def test_what_does_not_fit_is_told_by_field(quiet: Outside) -> None:
    admin = quiet.town.guest("administrator")
    admin.get("/integrations?lang=en")
    refused = send(admin, "/integrations", {**NEW, "name": "", "scopes": ["claims:read"], "lasts": "9999"})
    assert refused.status == 422
    assert "None of the chosen roles may do this: claims:read." in refused.text
    assert 'href="#name"' in refused.text


def test_events_are_set_with_a_secret_that_is_shown_once(quiet: Outside) -> None:
    admin = quiet.town.guest("administrator")
    admin.get("/integrations?lang=en")
    send(admin, "/integrations", NEW)
    [row] = integrations.listed_of(quiet.town.runtime, quiet.town.tenant)
    here = f"/integrations/{row.integration_id}"
    for url in ("http://system.example/", "https://169.254.169.254/", "https://localhost@10.0.0.1/"):
        sent = send(admin, f"{here}/events", {"event_url": url, "event_kinds": ["month.paid"]})
        assert sent.status == 422, url
    fields = {"event_url": "https://system.example/events", "event_kinds": ["month.paid"]}
    shown = send(admin, f"{here}/events", fields)
    assert len(SECRET.findall(shown.text)) == 1
    page = admin.get(here).text
    assert SECRET.findall(page) == []
    assert 'value="https://system.example/events"' in page
    assert send(admin, f"{here}/events", {"event_url": ""}).status == 303
    assert 'value="https://system.example/events"' not in admin.get(here).text

"""The form editor without its script: a field added, changed, moved, translated, shown when; previews; conflicts."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from engine.settings import ROOT
from tests.web.town import Answer, Guest, Town
from web.content_policy import FRAMED_POLICY, FRAMING_POLICY, PAGE_POLICY

FORM = "forms/monthly_confirmation/review_findings.json"
EDITOR = f"/drafts/1/forms/{FORM}"
PREVIEW = f"/drafts/1/form-preview/{FORM}"
BOX = re.compile(r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<(?:input|textarea|select)\b|\Z)", re.DOTALL)
JSON = {"Accept": "application/json"}


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has begun the draft number 1."""
    return begun(town)


def begun(town: Town) -> Guest:
    """Somebody with a draft of their own."""
    guest = town.guest("process_owner")
    guest.get("/drafts")
    guest.post("/drafts", title="Skaidrāki jautājumi")
    guest.get("/drafts/1")
    return guest


def raw(guest: Guest, path: str = FORM) -> str:
    """The file as the draft has it."""
    return guest.client.get(f"/drafts/1/raw/{path}").get_data(as_text=True)


def form(guest: Guest, path: str = FORM) -> dict[str, Any]:
    """The same as an object."""
    found: dict[str, Any] = json.loads(raw(guest, path))
    return found


def part(guest: Guest, key: str, path: str = FORM) -> dict[str, Any]:
    """One component by its key."""
    return next(one for one in form(guest, path)["components"] if one.get("key") == key)


def panel(page: str) -> dict[str, str]:
    """What the panel's form would send if nothing was touched, as a browser does."""
    within = page[page.index("data-keeps") :]
    within = within[: within.index("</form>")]
    sent: dict[str, str] = {}
    for kind, attributes, rest in BOX.findall(within):
        name = re.search(r'name="([^"]+)"', attributes)
        if name is None:
            continue
        if kind == "select":
            chosen = re.search(r'<option value="([^"]*)"[^>]* selected', rest) or re.search(
                r'<option value="([^"]*)"', rest
            )
            sent[name[1]] = chosen[1] if chosen else ""
        elif kind == "textarea":
            sent[name[1]] = html.unescape(rest.partition("</textarea>")[0].removeprefix("\n"))
        elif 'type="checkbox"' not in attributes and 'type="radio"' not in attributes:
            value = re.search(r'value="([^"]*)"', attributes)
            sent[name[1]] = html.unescape(value[1]) if value else ""
        elif " checked" in attributes:
            value = re.search(r'value="([^"]*)"', attributes)
            sent[name[1]] = value[1] if value else "on"
    return sent


def opened(guest: Guest, place: str, path: str = FORM) -> dict[str, str]:
    """The panel of one field."""
    return panel(guest.client.get(f"/drafts/1/forms/{path}?field={place}").get_data(as_text=True))


def send(guest: Guest, sent: dict[str, str], path: str = FORM) -> Answer:
    """What a browser sends of it."""
    return Answer(
        guest.client.post(f"/drafts/1/forms/{path}", data={**sent, "csrf_token": guest.token})
    )


def deed(guest: Guest, what: str, place: str, **more: str) -> Answer:
    """One of the buttons beside the panel."""
    return send(guest, {"do": what, "place": place, "version": opened(guest, place)["version"], **more})


@pytest.mark.parametrize(
    "path", [FORM, "forms/assistant_service/application_received.json", "forms/assessment_questionnaire/assess_need.json"]
)
def test_sending_every_field_as_it_stands_changes_not_a_byte(owner: Guest, path: str) -> None:
    shipped = (ROOT / path).read_text("utf-8")
    places = re.findall(r"\?field=([\d.]+)#panel", owner.get(f"/drafts/1/forms/{path}").text)
    assert len(places) >= 2
    for place in places[:14]:
        answer = send(owner, opened(owner, place, path), path)
        assert (answer.status, raw(owner, path)) == (303, shipped), place
    assert not json.loads(owner.client.get(f"/drafts/1/files/{path}", headers=JSON).data)["is_changed"]

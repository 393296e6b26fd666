"""Every kind of question on the real pages: drawn, judged, kept as a draft, read as it was filled."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from engine.runtime import LoadedRelease
from engine.task_forms import Form, read_form
from engine.tasks import uploads
from tests.processes.roads import in_force
from tests.web.test_form_drawing import Sending
from tests.web.town import Answer, Guest, Town

REQUIRED = {"validate": {"required": True}}
OPTIONS = {"values": [{"label": "Pirmais", "value": "a"}, {"label": "Otrais", "value": "b"}]}
ROW = [
    {"type": "textfield", "key": "place", "label": "Kur", **REQUIRED},
    {"type": "number", "key": "km", "label": "Kilometri"},
]
POINTS = {f"one.q{number:02d}": "1" for number in range(1, 13)}
Sent = Mapping[str, object]
KINDS: dict[str, tuple[dict[str, Any], Sent, Sent, tuple[str, ...]]] = {
    "textfield": ({}, {"one": "Upes iela 3"}, {"one": ""}, ("Upes iela 3",)),
    "textarea": ({}, {"one": "Viena rinda.\nOtra."}, {"one": " "}, ("Viena rinda.", "Otra.")),
    "number": ({}, {"one": "12"}, {"one": "divpadsmit"}, ("12",)),
    "checkbox": ({}, {"one": "true"}, {}, ("Jā",)),
    "radio": (OPTIONS, {"one": "b"}, {"one": "c"}, ("Otrais",)),
    "select": (OPTIONS, {"one": "b"}, {"one": ""}, ("Otrais",)),
    "checklist": (OPTIONS, {"one": ["a", "b"]}, {}, ("Pirmais", "Otrais")),
    "datetime": (
        {"subtype": "date"},
        {"one-day": "5", "one-month": "10", "one-year": "2026"},
        {"one-day": "31", "one-month": "2", "one-year": "2026"},
        ("5.10.2026.",),
    ),
    "dynamiclist": (
        {"components": ROW},
        {"one[0].place": "Ogre", "one[0].km": "40", "one[1].place": "Rīga", "one[1].km": ""},
        {"one[0].place": "", "one[0].km": "40"},
        ("Ogre", "40", "Rīga"),
    ),
    "questionnaire": (
        {"properties": {"instrument": "assistance_need_12"}},
        POINTS,
        {**POINTS, "one.q12": ""},
        ("Kopā", "12"),
    ),
    "filepicker": ({}, {"one": "a word"}, {}, ("atzinums.pdf",)),
}
"""Kind → what more its component says, inputs that fit, inputs that do not, words of the read form."""
SHOWN: dict[str, tuple[dict[str, Any], str]] = {
    "text": ({"text": "Tikai **lasāms** teksts"}, "<strong>lasāms</strong>"),
    "separator": ({}, "<hr"),
    "expression": ({"key": "added", "label": "Summa", "expression": "=20 + 3"}, "23"),
    "table": (
        {"label": "Rindas", "dataSource": "=[]", "columns": [{"key": "a", "label": "Kolonna"}]},
        "Kolonna",
    ),
}
COMPLETE = {"type": "checkbox", "key": "application_complete", "label": "Pilnīgs"}
TASK, MESSAGE, APPLICATION, MONTH = (
    "check_application",
    "service_suspended",
    "application_received",
    "enter_month",
)


def question(kind: str) -> dict[str, Any]:
    name = "path" if kind == "dynamiclist" else "key"
    return {"type": kind, name: "one", "label": "Jautājums", **REQUIRED, **KINDS[kind][0]}


def shown(kind: str) -> dict[str, Any]:
    return {"type": kind, **SHOWN[kind][0]}


def form_of(name: str, *components: dict[str, Any]) -> Form:
    top = {"type": "default", "id": name, "schemaVersion": 19, "title": "Veidlapa", "components": components}
    return read_form(json.dumps(top).encode(), f"forms/assistant_service/{name}.json")


def put_form(monkeypatch: pytest.MonkeyPatch, form: Form) -> None:
    """This form stands in the release in place of the one with its name."""
    usual = LoadedRelease.form

    def _form(self: LoadedRelease, process_id: str, element_id: str) -> Form:
        return form if element_id == form.id else usual(self, process_id, element_id)

    monkeypatch.setattr(LoadedRelease, "form", _form)


def stands_in(page: Answer) -> dict[str, list[str]]:
    """What a browser without a script would send of the page; empty boxes left out."""
    sending = Sending()
    sending.feed(page.response.get_data(as_text=True))
    own = {name: values for name, values in sending.sent.items() if name.partition(".")[0][:3] == "one"}
    return {name: [one.strip() for one in values] for name, values in own.items() if any(values)}


def typed(sent: Sent) -> dict[str, list[str]]:
    found = {name: value if isinstance(value, list) else [str(value)] for name, value in sent.items()}
    return {name: values for name, values in found.items() if any(values)}


def send(guest: Guest, address: str, sent: Sent, **more: str) -> Answer:
    return guest.send(address, {"csrf_token": guest.token, "_version": "1", **sent, **more})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_question_in_a_task(town: Town, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    put_form(monkeypatch, form_of(TASK, question(kind), COMPLETE))
    town.apply()
    task = town.task(TASK)
    _, good, wrong, read = KINDS[kind]
    if kind == "filepicker":
        sent = uploads.Sent("atzinums.pdf", b"%PDF-1.7\n")
        good = {"one": uploads.keep(town.runtime, town.actor("caseworker"), task.id, "one", sent)}
    address, ilze = f"/tasks/{task.id}", town.guest("caseworker")
    assert "Jautājums" in ilze.get(address).text  # drawn on the server, no script

    refused = send(ilze, address, wrong, _action="complete", application_complete="true")
    assert refused.status == 422
    assert refused.text.count('class="govuk-error-message"') == 1  # one sentence, beside its question
    assert "govuk-error-summary" in refused.text

    assert send(ilze, f"{address}/draft", good).status == 200
    assert stands_in(town.guest("caseworker").get(address)) == typed(good)  # in another browser too

    assert send(ilze, address, good, _action="complete", application_complete="true").status == 303
    finished = ilze.get(address).text
    main = finished[finished.index("<main") : finished.index("</main>")]
    for words in read:
        assert words in html.unescape(main), words
    assert 'name="one' not in main  # to be read only


@pytest.mark.parametrize("kind", sorted(SHOWN))
def test_what_is_only_shown_in_a_task(town: Town, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    put_form(monkeypatch, form_of(TASK, shown(kind), COMPLETE))
    town.apply()
    address, ilze = f"/tasks/{town.task(TASK).id}", town.guest("caseworker")
    assert SHOWN[kind][1] in ilze.get(address).text
    assert send(ilze, address, {}, _action="complete", application_complete="true").status == 303
    assert ilze.get(address).status == 200


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"filepicker", "questionnaire"}))
@pytest.mark.parametrize("place", [MESSAGE, APPLICATION, MONTH])
def test_a_question_elsewhere(town: Town, monkeypatch: pytest.MonkeyPatch, place: str, kind: str) -> None:
    """A message and the application take no files, and have no questionnaire beside them."""
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    put_form(monkeypatch, form_of(place, question(kind), *(shown(one) for one in SHOWN)))
    _, good, wrong, _ = KINDS[kind]
    if place == MONTH:
        who, address = "janis", f"/tasks/{town.task(MONTH, '2026-02').id}"
    elif place == MESSAGE:
        who, address = "caseworker", f"/cases/{town.case_id}/changes/{MESSAGE}"
    else:
        who, address = "caseworker", "/applications/new"
    guest = town.guest(who)
    page = guest.get(address)
    assert page.status == 200
    for _, mark in SHOWN.values():
        assert mark in page.text
    refused = send(guest, address, wrong, _action="complete")
    assert refused.status == 422
    assert refused.text.count('class="govuk-error-message"') == 1
    again = send(guest, address, {**good, "_add": "none"})  # drawn anew, nothing judged
    assert stands_in(again) == typed(good)

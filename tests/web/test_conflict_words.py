"""Whoever comes second sees both answers in words, whatever kind of question it is."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal

import pytest

from engine.settings import ROOT
from engine.task_forms import read_form, read_instrument
from engine.task_forms.conversion import READERS
from engine.task_forms.fields import Computed, DynamicList, Field, MonthEntries
from engine.task_forms.terms import Known
from tests.web.town import Town
from web.drawing.answer_words import AnswerWords

OPTIONS = [{"label": "Pirmais", "value": "a"}, {"label": "Otrais", "value": "b"}]
PARTS: dict[str, tuple[dict[str, object], object, str]] = {
    "textfield": ({}, "Upes iela 3", "Upes iela 3"),
    "textarea": ({}, "Viena rinda.", "Viena rinda."),
    "number": ({"properties": {"unit": "euro_cents"}}, 123456, "1 234,56 €"),
    "checkbox": ({}, True, "Jā"),
    "radio": ({"values": OPTIONS}, "b", "Otrais"),
    "select": ({"values": OPTIONS}, "a", "Pirmais"),
    "checklist": ({"values": OPTIONS}, ["a", "b"], "Pirmais, Otrais"),
    "datetime": ({"subtype": "date"}, date(2026, 10, 5), "05.10.2026."),
    "questionnaire": (
        {"properties": {"instrument": "assistance_need_12"}}, {"q01": 2, "q12": 0}, "1. – 2; 12. – 0"
    ),
    "month_entries": ({}, {"2026-10-05": 90}, "5. oktobris – 1 st. 30 min"),
    "dynamiclist": (
        {"components": [{"type": "textfield", "key": "where", "label": "Kur"},
                        {"type": "number", "key": "km", "label": "Kilometri", "decimalDigits": 1}]},
        [{"where": "Ogre", "km": Decimal("2.5")}, {"where": "Rīga", "km": Decimal(40)}],
        "1) Kur: Ogre, Kilometri: 2,5; 2) Kur: Rīga, Kilometri: 40",
    ),
    "filepicker": ({"multiple": True}, ["w1", "w2"], "atzinums.pdf, w2"),
}  # fmt: skip


def _field(kind: str) -> Field:
    more, _, _ = PARTS[kind]
    name = "path" if kind == "dynamiclist" else "key"
    part = {"type": kind, name: "one", "label": "Viens", **more}
    form = {"type": "default", "id": "any", "schemaVersion": 19, "title": "Veidlapa", "components": [part]}
    return read_form(json.dumps(form).encode(), "forms/any_process/any.json").fields()[0]


@pytest.mark.parametrize("kind", sorted(PARTS))
def test_an_answer_of_every_kind_is_told_in_words(kind: str) -> None:
    path = "processes/questionnaires/assistance_need_12.yaml"
    instrument = read_instrument((ROOT / path).read_bytes(), path).instrument
    known = Known({}, {"assistance_need_12": instrument}, {})
    words = AnswerWords(known, "lv", {"w1": "atzinums.pdf"})
    field, (_, value, told) = _field(kind), PARTS[kind]
    assert words.said(field, value).replace("\u00a0", " ") == told


def test_no_kind_of_question_is_forgotten() -> None:
    every = {kind.kind for kind in READERS} | {DynamicList.kind, MonthEntries.kind}
    assert every == PARTS.keys()
    assert Computed.kind not in PARTS  # worked out by the server: nobody sends one


def test_the_second_person_sees_files_by_name(town: Town) -> None:
    town.apply()
    task = town.task("check_application")
    ilze, dace = town.guest("caseworker"), town.guest("other_caseworker")
    for guest, name in ((ilze, "pirmais.pdf"), (dace, "otrais.pdf")):
        guest.get(f"/tasks/{task.id}")
        file = {"_file:attached_files": (io.BytesIO(b"%PDF-1.7 x"), name)}
        sent = {"application_complete": "true", "_action": "complete", "_version": "1"}
        answer = guest.send(f"/tasks/{task.id}", {"csrf_token": guest.token, **sent, **file})
    assert answer.status == 409
    assert "pirmais.pdf" in answer.text
    assert "otrais.pdf" in answer.text

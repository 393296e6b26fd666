"""Rows that are sent in: each judged by itself, none half done, the same file twice changes nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote, ServiceCase
from engine.persistence.tables.integrations import ImportedOpinion
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from tests.processes.roads import in_force
from tests.web.api.conftest import Outside

ANNA, PAULS = "010560-11011", "090372-11049"
OPINION = {
    "number": "AT-1", "person_code": ANNA, "kind": "assistant", "issued_on": "2026-01-15", "valid_to": "",
    "disability_group": "I", "criterion": "vision", "issuer": "VDEĀVK",
}  # fmt: skip


def as_csv(*sent: dict[str, str]) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, list(sent[0]))
    writer.writeheader()
    writer.writerows(sent)
    return sheet.getvalue().encode()


def every(outside: Outside, table: Any, **which: Any) -> Any:
    with outside.town.runtime.reading(EVERY) as session:
        return list(rows.every(session, table, **which))


def test_a_result_for_each_row_and_the_same_file_twice_changes_nothing(outside: Outside) -> None:
    sent = as_csv(
        OPINION,
        {**OPINION, "number": "AT-2", "person_code": "010180-12345"},
        {**OPINION, "number": "AT-3", "person_code": PAULS, "issued_on": "15.01.2026", "kind": "wizard"},
        {**OPINION, "number": "AT-4", "person_code": PAULS},
    )
    found = []
    for key in ("one", "two"):
        answer = outside.post("/opinions", sent, key, media="text/csv")
        assert answer.content_type == "text/csv; charset=utf-8"
        found.append(list(csv.DictReader(io.StringIO(answer.get_data(as_text=True)))))
    assert [one["outcome"] for one in found[0]] == ["new", "refused", "refused", "new"]
    assert [one["outcome"] for one in found[1]] == ["unchanged", "refused", "refused", "unchanged"]
    assert found[0][0]["error"] == ""
    assert {part.split(":")[0] for part in found[0][2]["error"].split("; ")} == {"issued_on", "kind"}
    assert [one.number for one in every(outside, ImportedOpinion)] == ["AT-1", "AT-4"]
    events = every(outside, AuditEvent, action="opinion_imported")
    assert len(events) == 2
    assert "vision" not in repr([one.details for one in events])


def test_an_opinion_that_changed_replaces_the_one_before(quiet: Outside) -> None:
    quiet.post("/opinions", {"rows": [OPINION]}, "one")
    changed = quiet.post("/opinions", {"rows": [{**OPINION, "valid_to": "2028-01-14"}]}, "two")
    assert changed.get_json()["counts"] == {"changed": 1}
    [kept] = every(quiet, ImportedOpinion)
    assert kept.content["valid_to"] == "2028-01-14"
    stolen = quiet.post("/opinions", {"rows": [{**OPINION, "person_code": PAULS}]}, "three").get_json()
    assert stolen["rows"][0]["errors"][0]["field"] == "number"
    assert [one.person_id for one in every(quiet, ImportedOpinion)] == [kept.person_id]


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        ({"rows": "x"}, "application/json", 422),
        ("{", "application/json", 422),
        ("[" * 100_000, "application/json", 422),
        (b"\xff\xfe\x00", "text/csv", 422),
        ("number;kind\n1;2\n", "text/csv", 422),
        ("", "text/csv", 422),
        ("<rows/>", "application/xml", 415),
        ({"rows": [{"number": "x"}] * 5001}, "application/json", 422),
        ("x" * (8 * 1024 * 1024 + 1), "text/csv", 413),
    ],
    ids=["shape", "torn", "nested", "bytes", "heading", "empty", "xml", "rows", "size"],
)
def test_what_cannot_be_read_is_refused_as_a_whole(
    quiet: Outside, body: Any, media: str, status: int
) -> None:
    answer = quiet.post("/opinions", body, "one", media=media)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert every(quiet, ImportedOpinion) == []


def test_an_opinion_stands_in_the_case_for_the_office_and_for_who_may_read_health_data(
    quiet: Outside,
) -> None:
    case = quiet.town.apply()
    quiet.post("/opinions", {"rows": [OPINION]}, "one")
    page = quiet.town.guest("caseworker").get(f"/cases/{case}?section=data&lang=en").text
    assert "Opinion AT-1" in page
    assert "Loss of vision (group I)" in page
    [told] = quiet.get(f"/cases/{case}/answers").get_json()["opinions"]
    assert told == {**{name: OPINION[name] for name in told if name != "valid_to"}, "valid_to": None}


def test_the_register_mends_names_and_addresses_and_the_file_tells_why(outside: Outside) -> None:
    case = outside.town.apply()
    row = {
        "person_code": ANNA,
        "given_name": "Anna",
        "family_name": "Bērziņa-Ozola",
        "address": "",
        "died_on": "",
    }
    counts = [
        outside.post("/register", as_csv(row), key, media="text/csv")
        .get_data(as_text=True)
        .count(",changed,")
        for key in ("one", "two")
    ]
    assert counts == [1, 0]
    [anna] = every(outside, Person, family_name="Bērziņa-Ozola")
    assert anna.address == "Upes iela 3, Ogre", "an empty cell says nothing"
    [note] = every(outside, CaseNote, case_id=case)
    assert "Bērziņa → Bērziņa-Ozola" in note.text


def test_a_death_is_told_to_the_case_once(quiet: Outside) -> None:
    town = quiet.town
    in_force(town, first_day=date(2026, 2, 2))
    row = {"person_code": ANNA, "died_on": "2026-02-02"}
    first = quiet.post("/register", {"rows": [row]}, "one").get_json()
    assert first["counts"] == {"changed": 1}, first
    [anna] = every(quiet, Person, family_name="Bērziņa")
    assert anna.died_on == date(2026, 2, 2)
    assert quiet.post("/register", {"rows": [row]}, "two").get_json()["counts"] == {"unchanged": 1}


def test_a_death_that_the_case_refuses_leaves_the_whole_row_undone(quiet: Outside) -> None:
    quiet.town.apply()
    row = {"person_code": ANNA, "died_on": "2031-01-01", "address": "Citur"}
    answer = quiet.post("/register", {"rows": [row, {"person_code": PAULS, "address": "Jauna"}]}, "one")
    assert [one["outcome"] for one in answer.get_json()["rows"]] == ["refused", "changed"]
    assert [one.address for one in every(quiet, Person, family_name="Bērziņa")] == ["Upes iela 3, Ogre"]
    assert len(every(quiet, ServiceCase)) == 1
    assert len(every(quiet, AuditEvent, action="contact_details_changed")) == 1, "of somebody without a file"

"""The whole file of a case: data and their source, contract over time, notes, readers, copy; reopening."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date

import pytest

from engine.case_files import case_contracts
from engine.cases import cases
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.records import AuditEvent, ReadLog
from tests.processes.roads import assessed, in_force, points
from tests.web.html_outline import outline_of
from tests.web.town import Town

CHOSEN = re.compile(r'<input[^>]*name="questionnaire\.q\d\d"[^>]*value="1"[^>]*checked')
OFFICE_SECTIONS = ("data", "contracts", "notes", "access")


def done(town: Town, element_id: str) -> int:
    """The newest completed task of this name."""
    found = town.read(
        lambda s: rows.every(
            s, UserTask, element_id=element_id, status=TaskStatus.COMPLETED, order_by=["-id"]
        )
    )
    return found[0].id


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_section_is_a_sound_page(town: Town, language: str) -> None:
    in_force(town)
    head = town.guest("head")
    for section in OFFICE_SECTIONS:
        page = head.get(f"/cases/{town.case_id}?section={section}&lang={language}")
        assert page.status == 200
        outline = outline_of(page.response.get_data(as_text=True))
        assert outline.inline == []
        assert len(outline.ids) == len(set(outline.ids))
        assert outline.unlabelled() == []


def test_data_stand_with_where_they_came_from(town: Town) -> None:
    assessed(town)
    page = town.guest("caseworker").get(f"/cases/{town.case_id}?section=data").text
    assert "No 02.02.2026. iesnieguma" in page
    assert "Aizpildīja Ilze Ozola" in page
    own = town.guest("anna").get(f"/cases/{town.case_id}?section=data").text
    assert "No 02.02.2026. iesnieguma" in own
    assert "Ilze Ozola" not in own[own.index("moj-sub-navigation") :]


def test_a_finished_task_is_read_by_the_office_whoever_did_it(town: Town) -> None:
    in_force(town)
    approved = done(town, "approve_decision")
    assert f"/tasks/{approved}" in town.guest("caseworker").get(f"/cases/{town.case_id}?section=tasks").links
    page = town.guest("caseworker").get(f"/tasks/{approved}")
    assert page.status == 200
    assert "Valdis Krūmiņš" in page.text
    for name in ("anna", "finance", "process_owner"):
        assert town.guest(name).get(f"/tasks/{approved}").status == 404, name


def test_a_note_keeps_who_and_when_and_stays(town: Town) -> None:
    assessed(town)
    ilze, address = town.guest("caseworker"), f"/cases/{town.case_id}"
    ilze.get(f"{address}?section=notes")
    assert ilze.post(f"{address}/notes", note=" Zvanīju Annai.\nTiekamies pirmdien. ").status == 303
    assert "Ierakstiet piezīmi." in ilze.get(ilze.post(f"{address}/notes", note="  ").goes_to or "").text
    page = ilze.get(f"{address}?section=notes").text
    assert "Zvanīju Annai.\nTiekamies pirmdien." in page
    assert "Ilze Ozola, 02.02.2026." in page
    (note,) = town.read(lambda s: rows.every(s, CaseNote))
    (event,) = town.read(lambda s: rows.every(s, AuditEvent, action="note_written"))
    assert (event.object_id, event.details) == (str(note.id), {})
    anna = town.guest("anna")
    anna.get(address)
    assert anna.post(f"{address}/notes", note="Es").status == 404
    assert "section=notes" not in anna.get(address).text


def test_the_person_sees_who_looked_at_their_file(town: Town) -> None:
    assessed(town)
    address = f"/cases/{town.case_id}"
    for _ in range(3):
        town.guest("caseworker").get(address)
    own = town.guest("anna").get(f"{address}?section=access").text
    assert "Ilze Ozola" in own
    assert ">3</td>" in own
    assert "section=access" not in town.guest("caseworker").get(address).text
    assert "Ilze Ozola" in town.guest("auditor").get(f"{address}?section=access").text


def test_the_contract_is_told_over_time(town: Town) -> None:
    in_force(town)
    town.on(date(2026, 3, 2))
    town.receives("service_suspended", suspended_from=date(2026, 3, 2), suspension_reason="hospital")
    town.on(date(2026, 3, 20))
    town.receives("service_resumed", resumed_on=date(2026, 3, 20))
    file = cases.find(town.runtime, town.actor("caseworker"), town.case_id)
    course = case_contracts.course_of(file, town.today)
    assert course is not None
    told = [(turn.day, turn.kind) for turn in course.turns]
    assert told[:2] == [(date(2026, 3, 20), "resumed"), (date(2026, 3, 2), "suspended")]
    assert {kind for _, kind in told} == {"granted", "contract", "suspended", "resumed"}
    assert [say(band.label) for band in course.bands] == ["Piešķirts", "Līgums, asistents Jānis Kalniņš"]
    stay = course.bands[1].spans[1]
    assert (stay.kind, stay.from_day, stay.to_day) == ("suspended", date(2026, 3, 2), date(2026, 3, 19))
    page = town.guest("caseworker").get(f"/cases/{town.case_id}?section=contracts").text
    assert "laiks bez pakalpojuma: 02.03.2026. – 19.03.2026." in page


def test_the_account_is_masked_and_not_for_the_other_party(town: Town) -> None:
    in_force(town)
    people = f"/cases/{town.case_id}?section=people"
    assert "LV80 … 5001" in town.guest("caseworker").get(people).text
    assert "LV80BANK0000435195001" not in town.guest("caseworker").get(people).text
    assert "LV80" not in town.guest("anna").get(people).text


def test_a_copy_of_the_file_holds_what_is_the_persons_and_is_logged(town: Town) -> None:
    in_force(town)
    town.guest("caseworker")
    ilze = town.guest("caseworker")
    ilze.get(f"/cases/{town.case_id}?section=notes")
    ilze.post(f"/cases/{town.case_id}/notes", note="Tikai dienestam")
    address = f"/cases/{town.case_id}/copy"
    own, office = town.guest("anna").get(address), town.guest("head").get(address)
    for name in ("caseworker", "auditor", "janis", "pauls", "finance"):
        assert town.guest(name).get(address).status == 404, name
    told = {}
    for who, answer in (("anna", own), ("head", office)):
        with zipfile.ZipFile(io.BytesIO(answer.response.get_data())) as book:
            told[who] = json.loads(book.read("case.json"))
            assert any(name.startswith("letters/") for name in book.namelist())
    assert told["anna"]["header"]["recipient_name"] == "Anna Bērziņa"
    assert "notes" not in told["anna"]
    assert "Tikai dienestam" not in json.dumps(told["anna"], ensure_ascii=False)
    assert [note["text"] for note in told["head"]["notes"]] == ["Tikai dienestam"]
    events = town.read(lambda s: rows.every(s, AuditEvent, action="case_copied"))
    assert [one.actor_user_id for one in events] == [town.actor(one).user_id for one in ("anna", "head")]
    assert events[0].details["sha256"] == own.response.headers["X-Checksum-Sha256"]
    reads = town.read(lambda s: rows.every(s, ReadLog, purpose="case_copy"))
    assert [one.user_id for one in reads] == [town.actor("head").user_id]


def test_a_step_is_opened_again_from_its_page(town: Town) -> None:
    assessed(town)
    old = done(town, "assess_need")
    head = town.guest("head")
    assert "Atvērt šo soli atkārtoti" in head.get(f"/tasks/{old}").text
    assert "Atvērt šo soli atkārtoti" not in town.guest("caseworker").get(f"/tasks/{old}").text
    answer = head.post(f"/tasks/{old}/reopen", reason="Cita atbilde septītajā jautājumā")
    assert answer.goes_to == f"/cases/{town.case_id}?section=tasks"
    assert "Solis ir atvērts atkārtoti" in head.get(answer.goes_to).text
    new = town.task("assess_need")
    ilze = town.guest("caseworker")
    page = ilze.get(f"/tasks/{new.id}")
    assert "Cita atbilde septītajā jautājumā" in page.text
    assert len(CHOSEN.findall(page.text)) == 12
    assert "Šīs atbildes vairs nav spēkā" in ilze.get(f"/tasks/{old}").text
    course = ilze.get(f"/cases/{town.case_id}").text
    assert "Atvērts atkārtoti: Aizpildīt novērtēšanas anketu" in course
    assert "Cita atbilde septītajā jautājumā" in course
    own = town.guest("anna").get(f"/cases/{town.case_id}").text
    assert "Cita atbilde septītajā jautājumā" not in own
    town.complete("assess_need", questionnaire=points(1), assessment_note="")
    town.is_waiting_at("set_purposes")


def test_where_a_step_cannot_be_opened_again_its_page_says_why(town: Town) -> None:
    in_force(town)
    old = done(town, "draft_decision")
    head = town.guest("head")
    head.get(f"/tasks/{old}")
    answer = head.post(f"/tasks/{old}/reopen", reason="Kļūda")
    assert answer.goes_to == f"/tasks/{old}"
    assert "Lēmums jau ir izdots un nosūtīts" in head.get(answer.goes_to).text
    ilze = town.guest("caseworker")
    ilze.get(f"/tasks/{old}")
    assert ilze.post(f"/tasks/{old}/reopen", reason="Kļūda").status == 404

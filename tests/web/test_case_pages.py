"""A case as its people see it: what happened, what is for the office only, changes, the diagram in words."""

from __future__ import annotations

from datetime import date

import pytest

from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote
from engine.persistence.tables.records import ReadLog
from tests.processes.roads import assessed, decided, in_force
from tests.web.html_outline import outline_of
from tests.web.town import Town
from web.drawing import states
from web.pages import case_parts

SECTIONS = ("course", "people", "documents", "tasks", "months", "diagram")


@pytest.mark.parametrize("language", ["lv", "en"])
def test_every_section_is_a_sound_page(town: Town, language: str) -> None:
    in_force(town)
    ilze = town.guest("caseworker")
    for section in SECTIONS:
        page = ilze.get(f"/cases/{town.case_id}?section={section}&lang={language}")
        assert page.status == 200
        outline = outline_of(page.response.get_data(as_text=True))
        assert outline.language == language
        assert outline.inline == []
        assert len(outline.ids) == len(set(outline.ids))
        assert outline.unlabelled() == []


def test_the_course_names_who_did_what_and_what_is_next(town: Town) -> None:
    assessed(town)
    page = town.guest("caseworker").get(f"/cases/{town.case_id}").text
    told = ["Noteikt izmantošanas mērķus", "Aizpildīt novērtēšanas anketu", "Pārbaudīt iesniegumu"]
    places = [page.index(words, page.index("moj-timeline")) for words in told]
    assert places == sorted(places)
    assert "Sagatavot lēmuma projektu" in page[: page.index("moj-timeline")] + page[page.index("Gaida") :]
    assert "Saskaitīt punktus" in page


def test_the_offices_notes_and_steps_are_not_for_the_recipient(town: Town) -> None:
    in_force(town)
    note = {
        "municipality_id": town.tenant.municipality_id,
        "case_id": town.case_id,
        "text": "Zvanīt rīt",
        "written_at": town.clock.now(),
    }
    with town.runtime.transaction(town.tenant) as session:
        rows.insert_many(session, CaseNote, [note])
    address = f"/cases/{town.case_id}"
    office, anna = town.guest("caseworker").get(address), town.guest("anna").get(address)
    assert "Zvanīt rīt" in office.text
    assert "Zvanīt rīt" not in anna.text
    assert "Saskaitīt punktus" not in anna.text
    assert "Lēmums par asistenta pakalpojumu" in anna.text
    read = town.read(lambda session: rows.every(session, ReadLog))
    assert {(one.user_id, one.person_id) for one in read} == {
        (town.actor("caseworker").user_id, town.person_id("anna"))
    }


def test_a_letter_is_for_whom_it_was_written(town: Town) -> None:
    assessed(town)
    decided(town)
    letter = f"/letters/{town.letters('decision_granted', to='anna')[0].id}"
    page = town.guest("anna").get(letter)
    assert page.status == 200
    assert "Lēmumu var apstrīdēt līdz" in page.text
    for name, status in {
        "pauls": 404,
        "janis": 404,
        "finance": 404,
        "caseworker": 200,
        "auditor": 200,
    }.items():
        assert town.guest(name).get(letter).status == status, name


def test_where_no_mail_goes_out_the_letter_says_what_to_do_instead(town: Town) -> None:
    assessed(town)
    decided(town)
    assert not town.runtime.settings.mail.host
    letter = town.letters("decision_granted", to="anna")[0]
    office = town.guest("caseworker").get(f"/letters/{letter.id}").text
    anna = town.guest("anna").get(f"/letters/{letter.id}").text
    assert "e-pasta sūtīšana nav ieslēgta; izdrukājiet vēstuli" in office
    assert "e-pasta sūtīšana nav ieslēgta; vēstuli varat lasīt šeit" in anna
    assert "gaida nosūtīšanu" not in office + anna


def test_done_tasks_are_told_as_done_and_what_is_older_is_folded(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(town)
    monkeypatch.setattr(case_parts, "NEWEST", 5)
    page = town.guest("caseworker").get(f"/cases/{town.case_id}").text
    assert "Izdarīts: Pārbaudīt iesniegumu" in page
    newest, _, earlier = page.partition("Rādīt visu (vēl ")
    assert newest.count("moj-timeline__title") == 5
    assert earlier.count("moj-timeline__title") == int(earlier.partition(")")[0])
    documents = town.guest("caseworker").get(f"/cases/{town.case_id}?section=documents").text
    assert ">Kam</th>" in documents


def test_parties_read_states_in_their_own_words() -> None:
    own, office = states.OWN_MONTH_STATES, states.MONTH_STATES
    assert [say(own[one].word) for one in ("ready", "in_claim")] == [
        "Saņemts un pārbaudīts",
        "Nodots apmaksai",
    ]
    assert own.keys() == office.keys()


def test_a_change_is_recorded_on_its_form(town: Town) -> None:
    in_force(town)
    ilze, address = town.guest("caseworker"), f"/cases/{town.case_id}"
    assert f"{address}/changes/service_suspended" in ilze.get(address).links
    form = f"{address}/changes/service_suspended"
    ilze.get(form)
    bad = ilze.post(form, **{"_action": "complete", "suspended_from-day": "77"})
    assert bad.status == 422
    assert bad.value("suspended_from-day") == "77"
    day = {"suspended_from-day": "9", "suspended_from-month": "2", "suspended_from-year": "2026"}
    good = ilze.post(form, **day, suspension_reason="hospital", _action="complete")
    assert good.goes_to == address
    town.case_is("suspended")
    assert ilze.post(form, **day, suspension_reason="hospital", _action="complete").goes_to == address
    ilze.get(address)
    again = ilze.post(form, **day, suspension_reason="hospital", _action="complete")
    assert again.status in (404, 409)
    links = ilze.get(address).links
    assert f"{address}/changes/service_resumed" in links
    assert form not in links


def test_a_recipient_gives_the_service_up_and_nothing_else(town: Town) -> None:
    in_force(town)
    anna, address = town.guest("anna"), f"/cases/{town.case_id}"
    offered = {href.rsplit("/", 1)[1] for href in anna.get(address).links if "/changes/" in href}
    assert offered == {"contestation_received", "service_withdrawn"}
    assert anna.get(f"{address}/changes/service_suspended").status == 404
    last = {"ends_on-day": "20", "ends_on-month": "2", "ends_on-year": "2026"}
    anna.get(f"{address}/changes/service_withdrawn")
    sent = anna.post(f"{address}/changes/service_withdrawn", **last, _action="complete")
    assert sent.goes_to == address
    town.on(date(2026, 2, 23))
    town.case_is("ended")


def test_the_diagram_marks_the_token_and_says_the_same_in_words(town: Town) -> None:
    assessed(town)
    ilze, address = town.guest("caseworker"), f"/cases/{town.case_id}"
    page = ilze.get(f"{address}?section=diagram").text
    holder = page[page.index("data-diagram data-xml-url") :][:900]
    assert 'data-current="draft_decision"' in holder
    assert " score_assessment" in holder
    assert f'data-xml-url="{address}/diagrams/assistant_service.bpmn"' in holder
    outline = page[page.index('class="outline"') :]
    current = outline[outline.index('aria-current="step"') :]
    assert current[: current.index("tagad šeit")].count("Sagatavot lēmuma projektu") == 1
    assert "Jā – Noteikt vecumu un vecuma grupu; Nē – Pieprasīt trūkstošos dokumentus" in outline
    xml = ilze.get(f"{address}/diagrams/assistant_service.bpmn")
    assert xml.response.data.lstrip().startswith(b"<?xml")
    assert ilze.get(f"{address}/diagrams/monthly_confirmation.bpmn").status == 404
    called = ilze.get(f"{address}?section=diagram&process=assessment_questionnaire").text
    assert f'data-xml-url="{address}/diagrams/assessment_questionnaire.bpmn"' in called


def test_the_outline_speaks_english_too(town: Town) -> None:
    assessed(town)
    page = town.guest("caseworker").get(f"/cases/{town.case_id}?section=diagram&lang=en").text
    assert "Draft the decision" in page or "Prepare" in page
    assert "task for a person" in page
    assert "Sagatavot lēmuma projektu" not in page[page.index('class="outline"') :]


def test_cases_are_found_by_name_number_and_state(town: Town) -> None:
    for who in ("anna", "pauls"):
        town.apply(who)
    ilze = town.guest("caseworker")
    assert ilze.get("/cases?q=berz").text.count("data-row>") == 1
    assert ilze.get("/cases?q=2026-000002").text.count("data-row>") == 1
    assert ilze.get("/cases?state=active").text.count("data-row>") == 0
    assert ilze.get("/cases?state=nonsense&after=x~y").text.count("data-row>") == 2


def test_the_head_of_service_holds_a_case_moves_a_deadline_and_resumes(town: Town) -> None:
    assessed(town)
    head, address = town.guest("head"), f"/cases/{town.case_id}"
    head.get(address)
    assert head.post(f"{address}/hold", reason="").goes_to == address
    assert "Uzrakstiet iemeslu." in head.get(address).text
    assert head.post(f"{address}/hold", reason="Tiesa lūdza nogaidīt").goes_to == address
    held = head.get(address).text
    assert "līdz tās atsākšanai lietā nekas nenotiek" in held
    assert "Tiesa lūdza nogaidīt" in held
    assert "Virzība apturēta" in head.get(f"{address}?section=tasks").text
    assert "Virzība apturēta" in town.guest("caseworker").get("/tasks").text
    assert f"{address}/hold" not in town.guest("caseworker").get(address).text
    assert head.post(f"{address}/resume", reason="Tiesa lēma").goes_to == address
    assert "Lietas virzība ir atsākta" in head.get(address).text
    task = town.task("draft_decision")
    first_of_december = {"day-day": "1", "day-month": "12", "day-year": "2026"}
    sent = head.post(f"/tasks/{task.id}/deadline", **first_of_december, reason="Slimība")
    assert sent.goes_to == f"{address}?section=tasks"
    assert "01.12.2026" in head.get(f"{address}?section=tasks").text
    assert "Darba termiņš pārcelts" in head.get(address).text
    no_day = {**first_of_december, "day-day": "31", "day-month": "11"}
    assert head.post(f"/tasks/{task.id}/deadline", **no_day, reason="Slimība").goes_to == sent.goes_to
    assert "Norādiet jauno dienu." in head.get(address).text

"""Questions to the caseworker: asked at home, seen by the office and in the case, answered, read."""

from __future__ import annotations

from engine.persistence import rows
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import OutboxMessage
from tests.processes.roads import in_force
from tests.web.town import Town

ASKED = "Vai novembrī varu mainīt dienas?"


def ask(town: Town, who: str = "anna", text: str = ASKED) -> str:
    """Somebody asks from their first page; the address of the question."""
    guest = town.guest(who)
    assert "/questions/new" in guest.get("/").links
    page = guest.get("/questions/new")
    assert guest.post("/questions/new", case=page.value("case"), text=text).goes_to == "/"
    (address,) = {href for href in guest.get("/").links if href[11:].isdigit()}
    return address


def test_a_question_is_asked_at_home_and_answered_by_the_office(town: Town) -> None:
    in_force(town)
    address = ask(town)
    ilze = town.guest("caseworker")
    assert 'frame-nav__count">1<' in ilze.get("/tasks").text
    assert address in ilze.get("/questions").links
    case = f"/cases/{town.case_id}"
    assert ASKED in ilze.get(case).text
    assert address in ilze.get(case).links
    assert ilze.post(f"{address}/answer", text="Varat. Piezvaniet asistentam.").goes_to == "/questions"
    assert "frame-nav__count" not in ilze.get("/tasks").text
    anna = town.guest("anna")
    assert "Jauna atbilde" in anna.get("/").text
    assert "Varat. Piezvaniet asistentam." in anna.get(address).text
    assert "Jauna atbilde" not in anna.get("/").text
    assert "Varat. Piezvaniet asistentam." in anna.get(case).text


def test_the_mail_says_that_there_is_an_answer_and_not_which(town: Town) -> None:
    in_force(town)
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, Person, {"email": "anna@example.lv"}, given_name="Anna")
    address = ask(town)
    town.guest("caseworker").post(f"{address}/answer", text="Slepena atbilde.")
    with town.runtime.reading(town.tenant) as session:
        (message,) = rows.every(session, OutboxMessage, key__least="question", key__before="questioo")
        assert message.recipient == "anna@example.lv"
        words = message.payload["subject"] + message.payload["markdown"]
    assert "atbilde" in words
    assert "Slepena" not in words
    assert ASKED not in words


def test_only_who_asked_and_the_office_read_it(town: Town) -> None:
    in_force(town)
    address = ask(town, "janis", "Vai varu saņemt samaksu agrāk?")
    for stranger in ("anna", "marta", "finance", "administrator", "provider"):
        assert town.guest(stranger).get(address).status == 404, stranger
    assert "saņemt samaksu agrāk" not in town.guest("anna").get(f"/cases/{town.case_id}").text
    assert town.guest("janis").post(f"{address}/answer", text="Pats.").status == 404


def test_nobody_asks_about_a_case_that_is_not_theirs(town: Town) -> None:
    in_force(town)
    marta = town.guest("marta")
    assert marta.post("/questions/new", case=str(town.case_id), text=ASKED).status == 404
    assert town.guest("caseworker").get("/questions").text.count(ASKED) == 0


def test_an_empty_question_comes_back(town: Town) -> None:
    in_force(town)
    anna = town.guest("anna")
    page = anna.get("/questions/new")
    answer = anna.post("/questions/new", case=page.value("case"), text="  ")
    assert answer.status == 422
    assert "Uzrakstiet savu jautājumu." in answer.text


def test_two_colleagues_answer_once(town: Town) -> None:
    in_force(town)
    address = ask(town)
    assert town.guest("caseworker").post(f"{address}/answer", text="Pirmā.").status == 303
    late = town.guest("head").post(f"{address}/answer", text="Otrā.")
    assert late.status == 422
    assert "Kolēģis pa to laiku ir atbildējis" in late.text
    assert "Pirmā." in late.text
    assert "Otrā." not in town.guest("anna").get(address).text

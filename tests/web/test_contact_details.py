"""The office sets or mends how somebody is reached and when they were born, with a reason."""

from __future__ import annotations

import re

from engine.people import sign_in_links
from engine.persistence import rows
from engine.persistence.tables.cases import CaseNote
from engine.persistence.tables.people import Person
from engine.persistence.tables.reaching import SignInLink
from engine.persistence.tables.records import AuditEvent, ReadLog
from tests.processes.roads import in_force
from tests.web.town import Answer, Guest, Town

REASON = "Personas iesniegums par jaunu uzvārdu"
BORN = {"birth_date-day": "16", "birth_date-month": "11", "birth_date-year": "1975"}


def address(town: Town, who: str = "anna") -> str:
    return f"/cases/{town.case_id}/people/{town.actor(who).person_id}/details"


def form(page: Answer, **changes: str) -> dict[str, str]:
    """What a browser would send of the page, and what was typed over it."""
    names = ("seen", "given_name", "family_name", "email", "phone", "address")
    days = [f"birth_date-{part}" for part in ("day", "month", "year")]
    kept = {name: page.value(name) or "" for name in (*names, *days)}
    chosen = re.search(r'name="language"[^>]*value="(lv|en)"[^>]*checked', page.text)
    return {**kept, "language": chosen[1] if chosen else "", "reason": REASON, **changes}


def send(guest: Guest, where: str, sent: dict[str, str]) -> Answer:
    return guest.send(where, {"csrf_token": guest.token, **sent})


def person(town: Town, who: str = "anna") -> Person:
    person_id = town.actor(who).person_id
    return town.read(lambda session: session.get_one(Person, person_id))


def live_links(town: Town, person_id: int) -> int:
    wanted = {"person_id": person_id, "revoked_at": None}
    return town.read(lambda session: rows.count(session, SignInLink, **wanted))


def test_what_is_typed_is_kept_told_in_the_notes_and_not_in_the_audit(town: Town) -> None:
    in_force(town)
    where, ilze = address(town), town.guest("caseworker")
    assert where in ilze.get(f"/cases/{town.case_id}?section=people").links
    page = ilze.get(where)
    changes = {"family_name": "Zzliepa", "email": "zzanna@example.org", "phone": "+371 29999999"}
    changes["language"] = "en"
    answer = send(ilze, where, form(page, **changes))
    assert (answer.status, answer.goes_to) == (303, f"/cases/{town.case_id}?section=people")
    anna = person(town)
    assert (anna.family_name, anna.email, anna.language) == ("Zzliepa", "zzanna@example.org", "en")
    assert anna.search_name == "anna zzliepa"
    (note,) = town.read(lambda session: rows.every(session, CaseNote))
    for part in (REASON, "Uzvārds: Bērziņa → Zzliepa", "→ zzanna@example.org", "Vēstuļu valoda: lv → en"):
        assert part in note.text
    assert "Adrese" not in note.text  # it did not change
    (event,) = town.read(lambda session: rows.every(session, AuditEvent, action="contact_details_changed"))
    assert sorted(event.details["changed"]) == ["email", "family_name", "language", "phone"]
    assert all(before != after for before, after in event.details["changed"].values())
    assert not re.search("zz|bērz|iesniegums|@", str(event.details).casefold())
    assert town.read(lambda session: rows.count(session, ReadLog, purpose="contact_details")) == 1
    assert "Zzliepa" in ilze.get(f"/cases/{town.case_id}?section=people").text


def test_a_date_of_birth_is_set_for_who_has_none_and_lets_them_in(town: Town) -> None:
    in_force(town)
    with town.runtime.transaction(town.tenant) as session:
        one = session.get_one(Person, town.actor("janis").person_id)
        one.birth_date, one.personal_code = None, None
    where, ilze = address(town, "janis"), town.guest("caseworker")
    assert send(ilze, where, form(ilze.get(where), **BORN)).status == 303
    assert str(person(town, "janis").birth_date) == "1975-11-16"
    assert sign_in_links.make(town.runtime, town.actor("caseworker"), town.case_id, person(town, "janis").id)
    emptied = dict.fromkeys(BORN, "")
    assert send(ilze, where, form(ilze.get(where), **emptied)).status == 422  # what is known stays known


def test_what_cannot_be_is_refused_beside_its_box(town: Town) -> None:
    in_force(town)
    where, ilze = address(town), town.guest("caseworker")
    wrong = {
        "given_name": ({"given_name": " "}, "Aizpildiet"),
        "email": ({"email": "anna@"}, "e-pasta"),
        "phone": ({"phone": "zvaniet man"}, "tālruņa numuru"),
        "reason": ({"reason": ""}, "Aizpildiet"),
        "birth_date": ({"birth_date-day": "31", "birth_date-month": "2"}, "dienu, kas kalendārā ir"),
    }
    before = town.dump(but=frozenset({"web_session", "read_log"}))
    for name, (changes, says) in wrong.items():
        answer = send(ilze, where, form(ilze.get(where), **changes))
        assert answer.status == 422, name
        assert f'id="{name}-error"' in answer.text, name
        assert says.casefold() in answer.text.casefold(), name
    future = {"birth_date-year": "2031"}
    assert send(ilze, where, form(ilze.get(where), **future)).status == 422
    other = {"birth_date-day": "17", "birth_date-month": "10"}
    assert "personas kodā" in send(ilze, where, form(ilze.get(where), **other)).text
    assert town.dump(but=frozenset({"web_session", "read_log"})) == before


def test_of_two_at_once_the_second_sees_what_the_first_saved_and_nothing_is_overwritten(town: Town) -> None:
    in_force(town)
    where = address(town)
    ilze, head = town.guest("caseworker"), town.guest("head")
    mine, theirs = form(ilze.get(where), phone="+371 1111111"), form(head.get(where), phone="+371 2222222")
    assert send(ilze, where, mine).status == 303
    answer = send(head, where, theirs)
    assert answer.status == 409
    assert "Kolēģis saglabāja: „+371 1111111”" in answer.text
    assert answer.value("phone") == "+371 2222222"
    assert answer.text.count("Kolēģis saglabāja") == 1  # only what differs
    assert person(town).phone == "+371 1111111"
    assert send(head, where, {**theirs, "seen": answer.value("seen") or ""}).status == 303
    assert person(town).phone == "+371 2222222"


def test_another_address_takes_back_links_that_were_made_for_the_old_one(town: Town) -> None:
    in_force(town)
    where, ilze = address(town), town.guest("caseworker")
    person_id = person(town).id
    sign_in_links.make(town.runtime, town.actor("caseworker"), town.case_id, person_id)
    assert send(ilze, where, form(ilze.get(where), phone="+371 1111111")).status == 303
    assert live_links(town, person_id) == 1
    assert send(ilze, where, form(ilze.get(where), email="zz@example.org")).status == 303
    assert live_links(town, person_id) == 0


def test_strangers_and_people_of_other_cases_are_not_there(town: Town) -> None:
    in_force(town)
    for stranger in ("anna", "janis", "finance", "administrator", "auditor"):
        assert town.guest(stranger).get(address(town)).status == 404, stranger
    assert town.guest("caseworker").get(address(town, "marta")).status == 404


def test_nothing_changed_leaves_no_note(town: Town) -> None:
    in_force(town)
    where, ilze = address(town), town.guest("caseworker")
    assert send(ilze, where, form(ilze.get(where))).status == 303
    assert town.read(lambda session: rows.count(session, CaseNote)) == 0

"""A letter is filled in the reader's language from the release's own template, and knows its case."""

from __future__ import annotations

from datetime import date

import pytest

from engine.documents.plain_text import letter_text
from engine.errors import EngineError, NotFound
from engine.letters import letters
from engine.persistence import rows
from engine.persistence.effects.letters import KeepLetter
from engine.persistence.tables.cases import CaseState, ServiceCase
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.people import Language, Person
from engine.persistence.tables.records import Document, OutboxMessage
from engine.runtime import EVERY
from engine.service_tasks.outcome import Letter, Outcome, Reading, Values
from engine.tasks.tasks import Sent, complete
from tests.front_door.operations import registered
from tests.small_house import SmallHouse


def person(house: SmallHouse, **more: object) -> int:
    with house.runtime.transaction(house.tenant) as session:
        one = Person(given_name="Anna", family_name="Bērziņa", address="Upes iela 3", **more)
        session.add(one)
        session.flush()
        return one.id


def prepare(
    house: SmallHouse, letter: Letter, *, process_id: str = "errand", case_id: int | None = None
) -> KeepLetter:
    with house.runtime.reading(house.tenant) as session:
        release = house.runtime.release(session, 1)
        return letters.prepare(house.runtime, session, release, process_id, letter, case_id)


def a_letter(person_id: int | None, **values: object) -> Letter:
    return Letter("errand_letter", person_id, {"title": "Sveiciens", **values}, key="errand-1")


def test_a_letter_is_in_the_language_of_its_reader(house: SmallHouse) -> None:
    latvian = person(house, email="anna@example.org", language=Language.LV)
    english = person(house, language=Language.EN)
    kept = prepare(house, a_letter(latvian))
    assert kept.title == "Sveiciens"
    assert "Labdien, Anna Bērziņa! 2026. gada 2. marts" in letter_text(kept.markdown)
    assert (kept.language, kept.email, kept.person_id, kept.key) == (
        "lv",
        "anna@example.org",
        latvian,
        "errand-1",
    )
    other = prepare(house, a_letter(english))
    assert "Hello Anna Bērziņa!" in other.markdown
    assert (other.language, other.email) == ("en", "")


def test_a_letter_without_a_person_goes_to_the_office(house: SmallHouse) -> None:
    kept = prepare(house, a_letter(None))
    assert "Labdien, Sociālais dienests!" in kept.markdown
    assert (kept.person_id, kept.email, kept.language) == (None, "sd@ogre.example", "lv")
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, Municipality, {"settings": {"office_name": "Ogres dienests"}}, id=1)
    assert "Labdien, Ogres dienests!" in prepare(house, a_letter(None)).markdown


def test_what_the_operation_says_goes_before_what_every_letter_knows(house: SmallHouse) -> None:
    kept = prepare(house, a_letter(None, letter_day=date(2026, 1, 31)))
    assert "2026. gada 31. janvāris" in letter_text(kept.markdown)


def test_a_letter_about_a_case_knows_the_case(house: SmallHouse) -> None:
    anna = person(house)
    with house.runtime.transaction(house.tenant) as session:
        case = ServiceCase(
            case_number="2026-000007",
            regime="proposed_2019",
            state=CaseState.ACTIVE,
            recipient_id=anna,
            opened_on=date(2026, 2, 1),
        )
        session.add(case)
        session.flush()
        case_id = case.id
    assert prepare(house, a_letter(None), case_id=case_id).case_id == case_id


def test_a_value_that_is_missing_is_refused_by_name(house: SmallHouse) -> None:
    with pytest.raises(EngineError, match="title"):
        prepare(house, Letter("errand_letter", None, {}, key="k"))


def test_a_letter_that_the_release_does_not_have_is_refused(house: SmallHouse) -> None:
    with pytest.raises(NotFound, match=r"unknown\.lv\.md"):
        prepare(house, Letter("unknown", None, {}, key="k"))
    with pytest.raises(NotFound):
        prepare(house, a_letter(None), process_id="exchange")


def test_a_letter_is_kept_and_posted_with_the_step_and_only_once(house: SmallHouse) -> None:
    anna = person(house, email="anna@example.org")

    def _write(_values: Values, _reading: Reading) -> Outcome:
        return Outcome(letters=[a_letter(anna), a_letter(anna)])

    with registered(note_down=_write):
        started = [house.start(), house.start()]
        for instance_id in started:
            complete(house.runtime, house.actor("ilze"), house.task("ask", instance_id).id, Sent({}, 1))
    with house.runtime.reading(EVERY) as session:
        (document,) = rows.every(session, Document)
        (posted,) = rows.every(session, OutboxMessage)
    assert (document.person_id, document.title, document.release_id) == (anna, "Sveiciens", 1)
    assert (posted.key, posted.recipient, posted.payload) == (
        "errand-1",
        "anna@example.org",
        {"document_id": document.id, "instance_id": started[0]},
    )


def test_whoever_has_no_address_gets_no_mail(house: SmallHouse) -> None:
    anna = person(house)
    with registered(note_down=lambda _values, _reading: Outcome(letters=[a_letter(anna)])):
        house.start()
        complete(house.runtime, house.actor("ilze"), house.task("ask").id, Sent({}, 1))
    with house.runtime.reading(EVERY) as session:
        assert (rows.count(session, Document), rows.count(session, OutboxMessage)) == (1, 0)

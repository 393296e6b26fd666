"""Letters reach people on a day that somebody notes, and the law counts from it."""

from __future__ import annotations

from datetime import date

from engine.persistence import rows
from engine.persistence.tables.cases import Decision
from engine.persistence.tables.people import Language
from engine.persistence.tables.records import AuditEvent, Document, DocumentDelivery, ReadLog
from tests.processes.roads import in_force
from tests.web.test_letter_papers import words
from tests.web.town import Answer, Guest, Town

DAY = {"sent_on-day": "4", "sent_on-month": "2", "sent_on-year": "2026"}


def decision_letter(town: Town) -> Document:
    return town.letters("decision_granted", to="anna")[0]


def decision(town: Town) -> Decision:
    (found,) = town.read(lambda session: rows.every(session, Decision))
    return found


def deliveries(town: Town) -> list[DocumentDelivery]:
    return list(town.read(lambda session: rows.every(session, DocumentDelivery, order_by=["id"])))


def note(guest: Guest, document_id: int, channel: str, day: dict[str, str]) -> Answer:
    guest.get("/settings")
    return guest.send(
        f"/letters/{document_id}/delivery", {"csrf_token": guest.token, "channel": channel, **day}
    )


def post_address(town: Town) -> str:
    return f"/post/{town.clock.now().date().isoformat()}"


def test_a_letter_posted_later_counts_as_known_later_and_may_be_contested_longer(town: Town) -> None:
    in_force(town)
    letter, before = decision_letter(town), decision(town)
    assert before.contest_by is not None
    written = letter.created_at.date()
    town.on(date(2026, 2, 20))
    guest = town.guest("caseworker")
    later = {"sent_on-day": "16", "sent_on-month": "2", "sent_on-year": "2026"}
    assert note(guest, letter.id, "registered_letter", later).status == 303
    after = decision(town)
    assert (after.notified_on, after.contest_by) == (date(2026, 2, 23), date(2026, 3, 23))
    assert written < date(2026, 2, 16)
    page = guest.get(f"/letters/{letter.id}").text
    for shown in (
        "Pa pastu, ierakstīta, 16.02.2026.",
        "Uzskatāma par paziņotu 23.02.2026.",
        "8. pants",
        "23.03.2026.",
    ):
        assert shown in page, shown
    assert "23.03.2026." in guest.get(f"/cases/{town.case_id}").text
    assert "23.03.2026." in town.guest("anna").get(f"/letters/{letter.id}").text


def test_the_last_day_never_comes_earlier_than_the_letter_says(town: Town) -> None:
    in_force(town)
    letter, before = decision_letter(town), decision(town)
    day = letter.created_at.date()
    typed = {"sent_on-day": str(day.day), "sent_on-month": str(day.month), "sent_on-year": str(day.year)}
    assert note(town.guest("caseworker"), letter.id, "in_person", typed).status == 303
    after = decision(town)
    assert after.notified_on == day
    assert after.contest_by == before.contest_by


def test_a_mistake_is_put_right_and_both_stay_on_record(town: Town) -> None:
    in_force(town)
    letter = decision_letter(town)
    town.on(date(2026, 2, 20))
    guest = town.guest("caseworker")
    for channel, day in (("in_person", "16"), ("registered_letter", "17")):
        note(guest, letter.id, channel, {**DAY, "sent_on-day": day})
    assert [(str(one.channel), one.sent_on.day) for one in deliveries(town)] == [
        ("in_person", 16),
        ("registered_letter", 17),
    ]
    page = guest.get(f"/letters/{letter.id}").text
    assert "Iepriekš kļūdaini ierakstīts" in page
    assert decision(town).notified_on == date(2026, 2, 24)
    assert town.read(lambda session: rows.count(session, AuditEvent, action="record_delivery")) == 2


def test_a_day_that_cannot_be_is_refused_with_a_sentence(town: Town) -> None:
    in_force(town)
    letter, guest = decision_letter(town), town.guest("caseworker")
    for channel, day, sentence in (
        ("registered_letter", {**DAY, "sent_on-year": "2027"}, "Šī diena vēl nav pienākusi"),
        ("registered_letter", {**DAY, "sent_on-year": "2025"}, "Vēstule uzrakstīta vēlāk"),
        ("registered_letter", {}, "Ierakstiet dienu"),
        ("registered_letter", {**DAY, "sent_on-day": "31"}, "Ierakstiet dienu, kas kalendārā ir"),
        ("email", DAY, "Izvēlieties, kā vēstule nonāca"),
        ("", DAY, "Izvēlieties, kā vēstule nonāca"),
    ):
        answer = note(guest, letter.id, channel, day)
        assert answer.status == 303
        assert sentence in guest.get(f"/letters/{letter.id}").text, (channel, day)
    assert deliveries(town) == []


def test_the_post_of_a_day_is_printed_at_once_and_noted_at_once(town: Town) -> None:
    in_force(town)
    guest = town.guest("caseworker")
    letters = town.read(lambda session: rows.every(session, Document, order_by=["id"]))
    days = {one.created_at.date() for one in letters}
    pages = {day: guest.get(f"/post/{day.isoformat()}") for day in days}
    waiting = [
        one for one in letters if f'value="{one.id}" checked' in "".join(p.text for p in pages.values())
    ]
    assert [one for one in waiting if one.person_id is None] == []
    assert decision_letter(town).id in [one.id for one in waiting]
    day = decision_letter(town).created_at.date()
    of_day = [one for one in waiting if one.created_at.date() == day]
    before = town.read(lambda session: rows.count(session, ReadLog, purpose="letter"))
    answer = guest.get(f"/post/{day.isoformat()}/letters.pdf")
    assert answer.response.mimetype == "application/pdf"
    printed = words(answer.response.get_data())
    assert all(" ".join(one.title.split()) in printed for one in of_day)
    assert "pasts" in printed
    readers = {one.person_id for one in of_day}
    after = town.read(lambda session: rows.count(session, ReadLog, purpose="letter"))
    assert after == before + len(readers)
    guest.get(f"/post/{day.isoformat()}")
    sent = {"posted_on-day": str(day.day), "posted_on-month": str(day.month), "posted_on-year": str(day.year)}
    wrong = {"csrf_token": guest.token, "channel": "simple_letter", **sent}
    assert guest.send(f"/post/{day.isoformat()}", wrong).status == 422  # nothing is ticked
    noted = guest.send(f"/post/{day.isoformat()}", {**wrong, "letter": [one.id for one in of_day]})
    assert noted.status == 303
    assert f"Atzīmētas kā nosūtītas: {len(of_day)}" in guest.get(str(noted.goes_to)).text
    assert {one.document_id for one in deliveries(town)} == {one.id for one in of_day}
    assert guest.get(f"/post/{day.isoformat()}/letters.pdf").status == 404
    again = guest.send(f"/post/{day.isoformat()}", {**wrong, "letter": [one.id for one in of_day]})
    assert again.status == 303
    assert len(deliveries(town)) == len(of_day)


def test_days_before_whose_letters_still_wait_are_named(town: Town) -> None:
    in_force(town)
    day = decision_letter(town).created_at.date()
    town.on(date(2026, 2, 20))
    page = town.guest("caseworker").get("/post/2026-02-20")
    assert f"/post/{day.isoformat()}" in page.links
    assert town.guest("caseworker").get("/post/nonsense").status == 404


def test_the_translation_of_a_decision_announces_the_same_decision(town: Town) -> None:
    in_force(town)
    letter = decision_letter(town)
    with town.runtime.transaction(town.tenant) as session:
        values = {name: getattr(letter, name) for name in ("case_id", "person_id", "kind", "title", "sha256")}
        translated = Document(
            **values,
            key=f"{letter.key}:en",
            language=Language.EN,
            markdown="# Decision",
            release_id=letter.release_id,
            created_at=letter.created_at,
        )
        session.add(translated)
        session.flush()
        number = translated.id
    until = decision(town).contest_by
    assert until is not None
    assert f"{until:%d.%m.%Y}." in town.guest("anna").get(f"/letters/{number}").text


def test_the_head_sees_the_post_and_notes_nothing(town: Town) -> None:
    in_force(town)
    letter = decision_letter(town)
    head = town.guest("head")
    page = head.get(f"/post/{letter.created_at.date().isoformat()}")
    assert letter.title in page.text
    assert "Atzīmēt izvēlētās" not in page.text
    assert note(head, letter.id, "in_person", DAY).status == 404

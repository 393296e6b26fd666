"""Letters leave the house once, to a real mail server on this machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from engine.domain.deadlines import NotificationChannel
from engine.jobs.outbox import FIRST_PAUSE, MOST_ATTEMPTS, send_outbox
from engine.jobs.tick import tick
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.jobs import Job
from engine.persistence.tables.people import Language, Person
from engine.persistence.tables.records import (
    Document,
    DocumentDelivery,
    OutboxKind,
    OutboxMessage,
    OutboxState,
)
from engine.runtime import EVERY
from engine.settings import MailServer
from tests.documents.test_mail import Postbox, free_port
from tests.small_house import SmallHouse

SECRET = "Slikta redze"
HOUSE = "https://asistents.ogre.example"


def post(house: SmallHouse, key: str = "letter-1", recipient: str = "anna@example.org") -> None:
    now = house.clock.now()
    with house.runtime.transaction(house.tenant) as session:
        document = Document(
            municipality_id=1,
            key=key,
            kind="reminder",
            title=f"Atgādinājums {key}",
            language=Language.LV,
            markdown="# Labdien\n\nGaidām Jūs.\n",
            created_at=now,
            sha256="0" * 64,
        )
        session.add(document)
        session.flush()
        session.add(
            OutboxMessage(
                municipality_id=1,
                key=key,
                kind=OutboxKind.EMAIL,
                recipient=recipient,
                payload={"document_id": document.id},
                next_at=now,
            )
        )


def connect(house: SmallHouse, server: MailServer) -> None:
    house.runtime.settings = replace(house.settings, mail=server)


def letters(house: SmallHouse) -> list[OutboxMessage]:
    with house.runtime.reading(EVERY) as session:
        return list(rows.every(session, OutboxMessage, order_by=["id"]))


def test_a_letter_is_sent_once(house: SmallHouse, mail_server: MailServer, postbox: Postbox) -> None:
    connect(house, mail_server)
    post(house)
    drain(house.runtime)
    drain(house.runtime)
    assert send_outbox(house.runtime) == 0
    (content,) = postbox.taken
    assert message_from_bytes(content, policy=default)["Subject"] == "Paziņojums dienestam"
    assert postbox.recipients == ["anna@example.org"]
    (sent,) = letters(house)
    assert (sent.state, sent.sent_at, sent.attempts) == (OutboxState.SENT, house.clock.now(), 0)


def test_a_letter_that_has_left_counts_as_known_on_the_second_working_day(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    connect(house, mail_server)
    post(house)
    with house.runtime.transaction(house.tenant) as session:
        anna = Person(given_name="Anna", family_name="Bērziņa")
        session.add(anna)
        session.flush()
        rows.change(session, Document, {"person_id": anna.id}, key="letter-1")
    post(house, "letter-2")  # to the office: its deadlines wait for nobody
    drain(house.runtime)
    assert len(postbox.taken) == 2
    with house.runtime.reading(EVERY) as session:
        (noted,) = rows.every(session, DocumentDelivery)
        assert (noted.channel, noted.recorded_by) == (NotificationChannel.EMAIL, None)
        assert (noted.sent_on, noted.notified_on) == (date(2026, 3, 2), date(2026, 3, 4))


def test_without_a_mail_server_letters_wait_and_no_jobs_pile_up(house: SmallHouse) -> None:
    post(house)
    assert drain(house.runtime) == 0
    assert send_outbox(house.runtime) == 0
    assert [one.state for one in letters(house)] == [OutboxState.WAITING]
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, Job) == 0


def test_while_the_server_is_away_letters_are_put_off_longer_each_time(house: SmallHouse) -> None:
    connect(house, MailServer("127.0.0.1", free_port(), "sd@ogre.example"))
    post(house)
    pauses = []
    for attempt in range(1, MOST_ATTEMPTS + 1):
        drain(house.runtime)
        (letter,) = letters(house)
        assert letter.attempts == attempt
        if attempt < MOST_ATTEMPTS:
            assert letter.state is OutboxState.WAITING
            pauses.append(letter.next_at - house.clock.now())
            house.clock.move_to(letter.next_at - timedelta(seconds=1))
            assert send_outbox(house.runtime) == 0
            assert letters(house)[0].attempts == attempt
            house.clock.move_to(letter.next_at)
    assert pauses == [FIRST_PAUSE * 2**power for power in range(MOST_ATTEMPTS - 1)]
    assert letter.state is OutboxState.FAILED
    assert "could not be reached" in str(letter.last_error)
    assert "anna" not in str(letter.last_error)


def test_when_the_server_is_back_the_letter_goes_out(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    connect(house, replace(mail_server, port=free_port()))
    post(house)
    drain(house.runtime)
    connect(house, mail_server)
    house.clock.pass_time(FIRST_PAUSE)
    drain(house.runtime)
    assert len(postbox.taken) == 1
    (letter,) = letters(house)
    assert (letter.state, letter.last_error) == (OutboxState.SENT, None)


@pytest.mark.parametrize("recipient", ["not an address", "a@example.org, b@example.org"])
def test_a_letter_that_can_never_be_delivered_fails_at_once_and_holds_up_nobody(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox, recipient: str
) -> None:
    connect(house, mail_server)
    post(house, "letter-1", recipient)
    post(house, "letter-2")
    drain(house.runtime)
    assert [one.state for one in letters(house)] == [OutboxState.FAILED, OutboxState.SENT]
    assert len(postbox.taken) == 1


def test_a_refusal_for_good_is_not_tried_again(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.answers["RCPT"] = "550 no such user"
    connect(house, mail_server)
    post(house)
    drain(house.runtime)
    (letter,) = letters(house)
    assert (letter.state, letter.attempts) == (OutboxState.FAILED, 1)
    house.clock.pass_time(timedelta(days=1))
    assert tick(house.runtime) <= 1  # at most the calendar's own jobs: the letter is not due again
    assert letters(house)[0].attempts == 1


def test_a_second_try_after_a_lost_answer_carries_the_same_name(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    """The server took the letter, our note of it was lost: it goes out again under the same Message-ID."""
    connect(house, mail_server)
    post(house)
    drain(house.runtime)
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, OutboxMessage, {"state": OutboxState.WAITING, "sent_at": None}, key="letter-1")
    drain(house.runtime)
    ids = {message_from_bytes(content, policy=default)["Message-ID"] for content in postbox.taken}
    assert (len(postbox.taken), len(ids)) == (2, 1)


def of_anna(house: SmallHouse, kind: str, **settings: str) -> None:
    """A letter of the kind waits, to Anna, in a municipality with these settings."""
    post(house)
    with house.runtime.transaction(house.tenant) as session:
        anna = Person(given_name="Anna", family_name="Bērziņa")
        session.add(anna)
        session.flush()
        changed = {"person_id": anna.id, "kind": kind, "markdown": SECRET, "title": SECRET}
        rows.change(session, Document, changed, key="letter-1")
        municipality = session.get_one(Municipality, 1)
        municipality.settings = {**municipality.settings, **settings}


def mailed(house: SmallHouse, server: MailServer, postbox: Postbox) -> str:
    """Everything that left the house in the one e-mail."""
    house.runtime.settings = replace(house.settings, mail=server, public_address=HOUSE)
    drain(house.runtime)
    mail = message_from_bytes(postbox.taken[0], policy=default)
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([str(mail["Subject"]), *parts])


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        ("decision_refused", ""),
        ("contestation_decided", ""),
        ("contract", ""),
        ("adult_assessment", ""),
        ("request_documents", ""),
        ("month_reminder", ""),
        ("end_of_service", ""),
        ("evidence_demanded", ""),
        ("a_letter_of_tomorrow", ""),
        ("month_reminder", "notice"),
    ],
)
def test_a_notice_says_where_to_read_the_letter_and_nothing_of_it(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox, kind: str, way: str
) -> None:
    of_anna(house, kind, letters_by_mail=way)
    left = mailed(house, mail_server, postbox)
    assert "redze" not in left
    assert "Jūsu lietā ir vēstule" in left
    assert f"{HOUSE}/letters/1" in left
    (sent,) = letters(house)
    assert (sent.state, sent.payload) == (OutboxState.SENT, {"document_id": 1, "notice": True})


@pytest.mark.parametrize(("kind", "way"), [("month_reminder", "whole"), ("decision_refused", "whole")])
def test_letters_go_whole_where_the_municipality_says_so(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox, kind: str, way: str
) -> None:
    of_anna(house, kind, letters_by_mail=way)
    assert "redze" in mailed(house, mail_server, postbox)
    assert letters(house)[0].payload["notice"] is False

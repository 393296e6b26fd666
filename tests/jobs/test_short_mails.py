"""Short mails go the outbox's road, are forgotten once they are sent, and are told of when they cannot be."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from engine.instances import incidents
from engine.jobs.retries import retry
from engine.jobs.worker import drain
from engine.messages_catalogue import msg
from engine.people import short_mails
from engine.people.short_mails import ShortMail
from engine.persistence import rows
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import EVERY
from engine.settings import MailServer
from tests.documents.test_mail import Postbox
from tests.small_house import SmallHouse

LINK = "https://asistents.example.lv/enter/abc"
MAIL = ShortMail(
    msg("Your link to sign in"),
    (msg("Do not pass the link on. If you did not ask for it, call the office."),),
    LINK,
)


def queue(house: SmallHouse, server: MailServer) -> None:
    """One to Anna."""
    house.runtime.settings = replace(house.settings, mail=server)
    with house.runtime.transaction(house.tenant) as session:
        now = house.clock.now()
        short_mails.queue(session, MAIL, key="k:1", recipient="anna@ogre.example", language="lv", now=now)


def the_message(house: SmallHouse) -> OutboxMessage:
    """As it lies in the outbox."""
    with house.runtime.reading(EVERY) as session:
        (message,) = rows.every(session, OutboxMessage)
    return message


def test_it_is_sent_in_its_language_and_then_forgotten(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    queue(house, mail_server)
    assert LINK in the_message(house).payload["markdown"]
    drain(house.runtime)
    (taken,) = postbox.taken
    mail = message_from_bytes(taken, policy=default)
    assert mail["Subject"] == "Jūsu saite, lai ieietu"
    body = mail.get_body(("plain",))
    assert body is not None
    assert LINK in body.get_content()
    message = the_message(house)
    assert (message.state, message.payload) == (OutboxState.SENT, {})
    drain(house.runtime)
    assert len(postbox.taken) == 1


def test_one_that_is_refused_waits_for_a_person_who_sends_it_again(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.answers["RCPT"] = "550 no such user"
    queue(house, mail_server)
    drain(house.runtime)
    assert the_message(house).state is OutboxState.FAILED
    postbox.answers.clear()
    (page,) = incidents.listed(house.runtime, house.actor("edgars"), resolved=False).pages
    assert retry(house.runtime, house.actor("edgars"), page.incident.incident_id).went_through
    assert postbox.recipients == ["anna@ogre.example"]
    assert the_message(house).payload == {}

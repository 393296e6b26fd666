"""A letter that the outbox gives up is told to a person, who can send it again."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default

from engine.instances import incidents
from engine.instances.incidents import IncidentPage
from engine.jobs.outbox import FIRST_PAUSE, MOST_ATTEMPTS
from engine.jobs.retries import Retried, retry
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.effects.context import Circumstances
from engine.persistence.effects.letters import KeepLetter
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.jobs import Job, JobState
from engine.persistence.tables.records import OutboxMessage, OutboxState
from engine.runtime import EVERY
from engine.settings import MailServer
from tests.documents.test_mail import Postbox, free_port
from tests.small_house import SmallHouse

WRONG, RIGHT = "birojs@ogre.example", "dienests@ogre.example"


def post(house: SmallHouse, *, email: str = WRONG) -> int:
    """A notice to the office, written by a step of an errand; gives the instance."""
    instance_id = house.start()
    now = house.clock.now()
    with house.runtime.transaction(house.tenant) as session:
        circumstances = Circumstances(
            municipality_id=1,
            instance_id=instance_id,
            case_id=None,
            actor_user_id=None,
            now=now,
            day=now.date(),
            release_id=1,
            release_sha256="",
        )
        KeepLetter(
            key="notice:1",
            kind="notice",
            person_id=None,
            case_id=None,
            language="lv",
            title="Paziņojums",
            markdown="# Labdien\n",
            email=email,
        ).apply(session, circumstances)
    return instance_id


def connect(house: SmallHouse, server: MailServer) -> None:
    house.runtime.settings = replace(house.settings, mail=server)


def the_incident(house: SmallHouse, *, resolved: bool = False) -> IncidentPage:
    (page,) = incidents.listed(house.runtime, house.actor("edgars"), resolved=resolved).pages
    return page


def try_again(house: SmallHouse) -> Retried:
    return retry(house.runtime, house.actor("edgars"), the_incident(house).incident.incident_id)


def the_letter(house: SmallHouse) -> OutboxMessage:
    with house.runtime.reading(EVERY) as session:
        (letter,) = rows.every(session, OutboxMessage)
    return letter


def test_a_refused_letter_is_told_with_its_case_and_what_to_do(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.answers["RCPT"] = "550 no such user"
    connect(house, mail_server)
    instance_id = post(house)
    drain(house.runtime)
    page = the_incident(house)
    assert page.incident.instance_id == instance_id
    assert (page.where("lv"), page.where("en")) == ("Nosūtīt vēstuli pa e-pastu", "Send a letter by e-mail")
    assert "refuses this letter for good (answer 550)" in str(page.incident.sentence)
    assert str(page.mend).startswith("Put the e-mail address right")
    assert (page.may_retry, page.tries) == (True, 1)
    assert WRONG not in f"{page.incident}"
    drain(house.runtime)
    assert the_incident(house) == page


def test_once_the_address_is_right_the_letter_goes_there(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.answers["RCPT"] = "550 no such user"
    connect(house, mail_server)
    post(house)
    drain(house.runtime)
    postbox.answers.clear()
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, Municipality, {"email": RIGHT}, id=1)
    assert try_again(house).went_through
    assert postbox.recipients == [RIGHT]
    letter = the_letter(house)
    assert (letter.state, letter.sent_at, letter.recipient) == (OutboxState.SENT, house.clock.now(), RIGHT)
    assert letter.last_error is None
    assert the_incident(house, resolved=True).incident.resolved_at == house.clock.now()
    drain(house.runtime)
    assert len(postbox.taken) == 1


def test_a_try_that_fails_says_so_and_leaves_the_incident_open(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    postbox.answers["RCPT"] = "550 no such user"
    connect(house, mail_server)
    post(house)
    drain(house.runtime)
    tried = try_again(house)
    assert not tried.went_through
    assert "refuses this letter for good" in str(tried.result)
    page = the_incident(house)
    assert (page.may_retry, page.tries) == (True, 2)
    assert the_letter(house).state is OutboxState.FAILED
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, Job, kind="send_letter", state=JobState.DEAD) == 1


def test_after_a_long_absence_of_the_server_it_goes_out_under_its_first_name(
    house: SmallHouse, mail_server: MailServer, postbox: Postbox
) -> None:
    connect(house, replace(mail_server, port=free_port()))
    post(house)
    for attempt in range(MOST_ATTEMPTS):
        drain(house.runtime)
        house.clock.pass_time(FIRST_PAUSE * 2**attempt)
    assert the_incident(house).tries == MOST_ATTEMPTS
    connect(house, mail_server)
    assert try_again(house).went_through
    with house.runtime.transaction(EVERY) as session:
        waiting = {"state": OutboxState.WAITING, "sent_at": None}
        rows.change(session, OutboxMessage, waiting, key="notice:1")
    drain(house.runtime)
    names = {message_from_bytes(content, policy=default)["Message-ID"] for content in postbox.taken}
    assert (len(postbox.taken), len(names)) == (2, 1)

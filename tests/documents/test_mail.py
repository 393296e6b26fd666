"""E-mail, made and handed to a real SMTP server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from engine.documents.letter_templates import FilledLetter
from engine.documents.mail import DeliveryFailed, build_email, checked_address, deliver
from engine.errors import EngineError
from engine.settings import MailServer
from tests.documents.payloads import MARKUP

LETTER = FilledLetter("Lēmums lietā 2026-000123", "# Lēmums\n\nĀčēģīķļņšūž **drīkst**.\n")
SENT = datetime(2026, 11, 15, 8, 30, tzinfo=UTC)


def an_email(letter: FilledLetter = LETTER, **changes: Any) -> EmailMessage:
    arguments: dict[str, Any] = {
        "recipient": "liga@example.lv",
        "sender": "sd@example.lv",
        "key": "letter-17",
        "sent_at": SENT,
    }
    return build_email(letter, **{**arguments, **changes})


class Postbox:
    """A mail server's decisions: what it answers, and what it has taken over."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}

    async def handle_MAIL(
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.taken.append(envelope.content)
        self.recipients.extend(envelope.rcpt_tos)
        return "250 taken over"

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:
        return self.answers.get("QUIT", "221 Bye")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def answering(listener: socket.socket, greeting: bytes) -> Iterator[None]:
    """Greets the first caller and hangs up."""

    def greet() -> None:
        caller, _ = listener.accept()
        with caller:
            caller.sendall(greeting)

    thread = Thread(target=greet)
    thread.start()
    yield
    thread.join()


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[MailServer]:
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield MailServer("127.0.0.1", controller.port, "sd@example.lv")
    controller.stop()


def received(postbox: Postbox) -> EmailMessage:
    (content,) = postbox.taken
    return message_from_bytes(content, policy=default)


def text_of(part: Any) -> str:
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_letter_arrives_with_all_its_letters(server: MailServer, postbox: Postbox) -> None:
    deliver(an_email(), server)
    message = received(postbox)
    assert postbox.recipients == ["liga@example.lv"]
    assert message["Subject"] == "Lēmums lietā 2026-000123"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "lv"
    assert message["Date"].datetime == SENT
    plain, page = (message.get_body([kind]) for kind in ("plain", "html"))
    assert plain is not None
    assert page is not None
    assert text_of(plain) == "Lēmums\n\nĀčēģīķļņšūž drīkst.\n"
    assert "<p>Āčēģīķļņšūž <strong>drīkst</strong>.</p>" in text_of(page)
    assert text_of(page).startswith('<!doctype html>\n<html lang="lv">')


def test_the_same_key_gives_the_same_message_and_another_key_another() -> None:
    assert bytes(an_email()) == bytes(an_email())
    assert an_email()["Message-ID"] != an_email(key="letter-18")["Message-ID"]
    assert an_email()["Message-ID"].endswith("@example.lv>")
    assert "letter-17" not in an_email().as_string()


def test_long_lines_and_hostile_text_arrive_unchanged(server: MailServer, postbox: Postbox) -> None:
    long = "garš vārds " * 2000
    deliver(an_email(FilledLetter("S", f"{long}\n\n.\n\n..\n\nFrom here\n")), server)
    (content,) = postbox.taken
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    plain = received(postbox).get_body(["plain"])
    assert plain is not None
    assert text_of(plain) == f"{long.strip()}\n\n.\n\n..\n\nFrom here\n"


def test_a_long_subject_arrives_whole(server: MailServer, postbox: Postbox) -> None:
    subject = "Ļoti garš temats par lietu 2026-000123, " * 12
    deliver(an_email(FilledLetter(subject, "a\n")), server)
    assert received(postbox)["Subject"] == subject.strip()


SUBJECTS = [
    "a\r\nBcc: evil@example.org",
    "a\nContent-Type: text/html\n\n<script>",
    "a\r\n\r\nbody",
    "a\x0bBcc: evil@example.org",
    "a\u2028Bcc: evil@example.org\x85Bcc: b@example.org",
    "=?utf-8?q?a=0D=0ABcc:_evil@example.org?=",
    "a =?utf-8?b?YQ0KQmNjOiBldmlsQGV4YW1wbGUub3Jn?=",
    "==??utf-8?q?a=0D=0ABcc:_evil@example.org?=",
    "ā" * 300 + "\r\nBcc: evil@example.org",
    *MARKUP,
]


def test_no_subject_becomes_a_header() -> None:
    for subject in SUBJECTS:
        sent = bytes(an_email(FilledLetter(subject, "a\n")))
        message = message_from_bytes(sent, policy=default)
        assert sorted(message.keys()) == sorted(an_email().keys()), subject
        assert message["To"] == "liga@example.lv"
        head = sent.partition(b"\r\n\r\n")[0]
        assert max(len(line) for line in head.split(b"\r\n")) <= 998
        assert b"\r" not in head.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@example.lv",
        "a@",
        "a b@example.lv",
        "a@example.lv, b@example.lv",
        "a@example.lv;b@example.lv",
        "a@b@example.lv",
        "Līga <liga@example.lv>",
        "liga@example.lv\r\nBcc: b@example.lv",
        "liga@example.lv\nRCPT TO:<b@example.lv>",
        "līga@example.lv",
        ".liga@example.lv",
        "li..ga@example.lv",
        "liga@example..lv",
        "liga@-example.lv",
        "liga@exa mple.lv",
        "liga@[127.0.0.1]",
        '"a b"@example.lv',
        "liga@" + "a" * 64 + ".lv",
        "a" * 65 + "@example.lv",
        "a@" + ("a" * 60 + ".") * 5 + "lv",
        "-oQ/tmp/x@example.lv>\x00",
    ],
)
def test_what_is_not_one_address_is_refused_and_not_repeated(address: str) -> None:
    for place in ("recipient", "sender"):
        with pytest.raises(DeliveryFailed) as refused:
            an_email(LETTER, **{place: address})
        assert refused.value.permanent
        assert str(refused.value) == "This is not an e-mail address that mail servers take."
    with pytest.raises(EngineError):
        checked_address(address)


def test_a_domain_in_latvian_letters_is_written_as_servers_know_it() -> None:
    assert checked_address(" Liga.K+1@Pašvaldība.lv ") == "Liga.K+1@xn--pavaldba-fjb94c.lv"


REFUSALS = [
    ("RCPT", "550 no such user", True),
    ("RCPT", "450 mailbox busy", False),
    ("RCPT", "552 mailbox full", True),
    ("MAIL", "553 sender not allowed", True),
    ("MAIL", "451 try later", False),
    ("DATA", "554 not wanted", True),
    ("DATA", "452 no room", False),
    ("DATA", "421 closing", False),
]


@pytest.mark.parametrize(("command", "answer", "permanent"), REFUSALS)
def test_refusals_say_whether_trying_again_helps(
    server: MailServer, postbox: Postbox, command: str, answer: str, permanent: bool
) -> None:
    postbox.answers[command] = answer
    with pytest.raises(DeliveryFailed) as failed:
        deliver(an_email(), server)
    assert failed.value.permanent is permanent
    assert answer[:3] in str(failed.value)
    assert "liga" not in str(failed.value)
    assert postbox.taken == []


def test_after_a_passing_refusal_the_second_try_delivers_once(server: MailServer, postbox: Postbox) -> None:
    postbox.answers["DATA"] = "451 try later"
    with pytest.raises(DeliveryFailed):
        deliver(an_email(), server)
    postbox.answers.clear()
    deliver(an_email(), server)
    assert len(postbox.taken) == 1


@pytest.mark.parametrize("farewell", ["421 too tired", "500 what?"])
def test_a_rude_farewell_does_not_undo_a_delivery(
    server: MailServer, postbox: Postbox, farewell: str
) -> None:
    postbox.answers["QUIT"] = farewell
    deliver(an_email(), server)
    assert len(postbox.taken) == 1


def test_a_server_that_is_down_is_worth_another_try() -> None:
    with pytest.raises(DeliveryFailed, match="could not be reached") as failed:
        deliver(an_email(), MailServer("127.0.0.1", free_port(), "sd@example.lv"))
    assert failed.value.permanent is False


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(DeliveryFailed) as failed:
        deliver(
            an_email(), MailServer("127.0.0.1", silent.getsockname()[1], "sd@example.lv"), timeout_seconds=1
        )
    assert failed.value.permanent is False


@pytest.mark.parametrize(
    "greeting", [b"554 no service\r\n", b"421 busy\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\r\n"]
)
def test_a_server_that_greets_with_trouble_is_worth_another_try(greeting: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as rude:
        deliver_to = MailServer("127.0.0.1", rude.getsockname()[1], "sd@example.lv")
        with answering(rude, greeting), pytest.raises(DeliveryFailed) as failed:
            deliver(an_email(), deliver_to, timeout_seconds=2)
    assert failed.value.permanent is False


def test_without_a_server_letters_wait() -> None:
    with pytest.raises(DeliveryFailed, match="wait in the outbox") as failed:
        deliver(an_email(), MailServer())
    assert failed.value.permanent is False


def test_a_name_that_does_not_exist_is_worth_another_try(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(DeliveryFailed) as failed:
        deliver(an_email(), MailServer("mail.invalid", 25, "sd@example.lv"))
    assert failed.value.permanent is False

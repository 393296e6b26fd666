"""E-mail: the message of a letter, and its delivery by SMTP.

A message is made from its key alone, so sending again after a doubt sends the same message with the same
Message-ID, and the receiving side can tell the repetition.
"""

from __future__ import annotations

import hashlib
import html
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from ipaddress import ip_address

from engine.documents.letter_templates import FilledLetter
from engine.documents.markdown_text import letter_html, one_line
from engine.documents.plain_text import letter_text
from engine.errors import EngineError
from engine.messages_catalogue import DEFAULT_LANGUAGE, Message, msg
from engine.settings import MailServer

TIMEOUT_SECONDS = 30
_LONGEST_ADDRESS = 254  # RFC 5321
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LOCAL_PART = re.compile(rf"(?=.{{1,64}}\Z){_WORD}(?:\.{_WORD})*")
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")


class DeliveryFailed(EngineError):
    """The message was not taken over by the mail server.

    `permanent`: sending it again changes nothing, a person must look. Otherwise it is worth another try.
    """

    def __init__(self, message: Message, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


def build_email(
    letter: FilledLetter,
    *,
    recipient: str,
    sender: str,
    key: str,
    sent_at: datetime,
    language: str = DEFAULT_LANGUAGE,
) -> EmailMessage:
    """The letter as an e-mail with a plain and an HTML form, complete with Message-ID, ready for `deliver`.

    `key` is the outbox's idempotency key: the same arguments give the same bytes. The subject is the
    letter's own, which may carry a case number and nothing else (letter_checks). DeliveryFailed, permanent,
    when an address is not one address; the sentence does not repeat it.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()
    message = EmailMessage(policy=SMTP)
    message["From"] = _deliverable(sender)
    message["To"] = _deliverable(recipient)
    message["Subject"] = _subject(letter)
    message["Date"] = format_datetime(sent_at.astimezone(UTC))
    message["Message-ID"] = f"<{digest[:40]}@{_domain(sender)}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message.set_content(letter_text(letter.markdown), cte="quoted-printable")
    page = _page(letter, language)
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    message["Content-Language"] = language
    message.set_boundary(f"=_{digest[:40]}")
    return message


def checked_address(text: str) -> str:
    """One e-mail address, its domain in ASCII; an EngineError for anything else, two addresses included."""
    local, _, domain = text.strip().rpartition("@")
    try:
        host = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    sound = _LOCAL_PART.fullmatch(local) and _HOST.fullmatch(host)
    if not sound or len(f"{local}@{host}") > _LONGEST_ADDRESS:
        raise EngineError(msg("This is not an e-mail address that mail servers take."))
    return f"{local}@{host}"


def deliver(message: EmailMessage, server: MailServer, *, timeout_seconds: int = TIMEOUT_SECONDS) -> None:
    """Hand the message to the mail server; coming back means that the server has taken it over.

    The connection is encrypted where the server offers it and is another machine. DeliveryFailed otherwise;
    a connection lost at the very end may leave a message that did arrive, so a repetition is possible.
    """
    if not server.host:
        raise DeliveryFailed(
            msg("No mail server is set up; letters wait in the outbox until there is one."), permanent=False
        )
    own_name = _domain(server.sender)
    with _failures_told(server):
        client = smtplib.SMTP(server.host, server.port, own_name, timeout=timeout_seconds)
        try:
            _encrypt(client, server.host)
            # Not send_message: it writes the message anew, with ">From" for "From" at the start of a line.
            client.sendmail(_address(message, "From"), [_address(message, "To")], message.as_bytes())
            _take_leave(client)
        finally:
            client.close()


def _deliverable(address: str) -> str:
    try:
        return checked_address(address)
    except EngineError as refused:
        raise DeliveryFailed(refused.message, permanent=True) from refused


def _domain(address: str) -> str:
    return _deliverable(address).rpartition("@")[2]


def _subject(letter: FilledLetter) -> str:
    """One line; the standard library would decode "=?utf-8?q?…?=" in it, line ends and headers included."""
    return one_line(letter.subject).replace("=?", "= ?")


def _page(letter: FilledLetter, language: str) -> str:
    title = html.escape(one_line(letter.subject))
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    body = f"<body>\n{letter_html(letter.markdown)}</body>"
    return f'<!doctype html>\n<html lang="{language}">\n{head}\n{body}\n</html>\n'


def _address(message: EmailMessage, header: str) -> str:
    return str(message[header].addresses[0].addr_spec)


def _encrypt(client: smtplib.SMTP, host: str) -> None:
    client.ehlo_or_helo_if_needed()
    if client.has_extn("starttls") and not _is_this_machine(host):
        client.starttls(context=ssl.create_default_context())


def _take_leave(client: smtplib.SMTP) -> None:
    """The letter is delivered: trouble with the farewell must not send it a second time."""
    with suppress(smtplib.SMTPException, OSError):
        client.quit()


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _failures_told(server: MailServer) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError, UnicodeError, OverflowError) as trouble:
        raise _failure(trouble, server) from trouble


def _failure(trouble: Exception, server: MailServer) -> DeliveryFailed:
    match trouble:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            return _refusal(min(code for code, _ in refused.values()))
        case smtplib.SMTPSenderRefused(smtp_code=code) | smtplib.SMTPDataError(smtp_code=code):
            return _refusal(code)
        case ssl.SSLCertVerificationError():
            sentence = msg("The certificate of the mail server {host} is not trusted.", host=server.host)
        case smtplib.SMTPResponseException(smtp_code=code):
            sentence = msg(
                "The mail server {host} takes no letters now (answer {code}).", host=server.host, code=code
            )
        case _:
            sentence = msg("The mail server {host} could not be reached or broke off.", host=server.host)
    return DeliveryFailed(sentence, permanent=False)


def _refusal(code: int) -> DeliveryFailed:
    if code >= 500:
        sentence = msg(
            "The mail server refuses this letter for good (answer {code}): check the address.", code=code
        )
        return DeliveryFailed(sentence, permanent=True)
    return DeliveryFailed(
        msg("The mail server does not take this letter yet (answer {code}).", code=code), permanent=False
    )

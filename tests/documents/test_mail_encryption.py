"""Letters on their way to another machine are encrypted where the server offers it, or do not go."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from engine.documents.letter_templates import FilledLetter
from engine.documents.mail import DeliveryFailed, build_email, deliver
from engine.settings import MailServer

HOST = "mail.example.lv"


class Postbox:
    """Notes how each message came."""

    def __init__(self) -> None:
        self.encrypted: list[bool] = []

    async def handle_DATA(self, _server: Any, session: Any, _envelope: Any) -> str:
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of the mail server, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    start = datetime(2020, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "server.pem"
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + key.private_bytes(*form))
    return path


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def port(certificate: Path, postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=free, tls_context=context)
    controller.start()
    found = socket.getaddrinfo

    def at_home(host: Any, *rest: Any, **named: Any) -> Any:
        return found("127.0.0.1" if host == HOST else host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", at_home)
    yield free
    controller.stop()


def send(host: str, port: int) -> None:
    letter = FilledLetter("Lieta", "Teksts\n")
    sent_at = datetime(2026, 11, 15, tzinfo=UTC)
    email = build_email(letter, recipient="a@example.lv", sender="b@example.lv", key="k", sent_at=sent_at)
    deliver(email, MailServer(host, port, "b@example.lv"))


def test_to_another_machine_letters_go_encrypted(
    port: int, postbox: Postbox, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(HOST, port)
    assert postbox.encrypted == [True]


def test_a_server_that_cannot_be_trusted_gets_nothing(port: int, postbox: Postbox) -> None:
    with pytest.raises(DeliveryFailed, match="not trusted") as failed:
        send(HOST, port)
    assert failed.value.permanent is False
    assert postbox.encrypted == []


def test_a_server_on_this_machine_needs_no_certificate(port: int, postbox: Postbox) -> None:
    send("127.0.0.1", port)
    assert postbox.encrypted == [False]

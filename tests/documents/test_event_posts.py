"""An event on its way: to the address that was judged and no other, signed, never led on, cut off in time."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from engine.documents import event_posts
from engine.documents.event_posts import SIGNATURE, post, signature
from engine.documents.mail import DeliveryFailed
from tests.receiving_system import ReceivingSystem, receiving

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
EVENT = {"id": "evt_1", "kind": "case.state_changed", "data": {"case_id": 1, "state": "active"}}


@pytest.fixture
def system() -> Iterator[ReceivingSystem]:
    with receiving() as found:
        yield found


def test_the_body_comes_signed(system: ReceivingSystem) -> None:
    post(system.url, EVENT, "whsec_x", AT, loopback=True)
    [taken] = system.taken
    assert json.loads(taken.body) == EVENT
    stamp, mac = (part.split("=")[1] for part in taken.headers[SIGNATURE].split(","))
    expected = hmac.new(b"whsec_x", stamp.encode() + b"." + taken.body, hashlib.sha256).hexdigest()
    assert (stamp, mac) == (str(int(AT.timestamp())), expected)
    assert signature("another", AT, taken.body) != taken.headers[SIGNATURE]


def test_it_goes_to_the_address_that_was_judged_with_the_name_that_was_typed(system: ReceivingSystem) -> None:
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append((host, port))
        return ["127.0.0.1"]

    post(f"http://moved.example:{system.port}/x?y", EVENT, "s", AT, loopback=True, resolve=resolve)
    assert asked == [("moved.example", system.port)], "once"
    [taken] = system.taken
    assert (taken.path, taken.headers["Host"]) == ("/x?y", f"moved.example:{system.port}")


@pytest.mark.parametrize("status", [301, 302, 307, 308, 400, 404, 500, 503])
def test_no_redirect_is_followed_and_only_2xx_is_a_yes(system: ReceivingSystem, status: int) -> None:
    system.answers = [(status, {"Location": system.url + "elsewhere"})]
    with pytest.raises(DeliveryFailed) as failed:
        post(system.url, EVENT, "s", AT, loopback=True)
    assert not failed.value.permanent
    assert [one.path for one in system.taken] == ["/"]


def test_gone_is_for_good_and_so_is_a_forbidden_address(system: ReceivingSystem) -> None:
    system.answers = [(410, {})]
    with pytest.raises(DeliveryFailed) as failed:
        post(system.url, EVENT, "s", AT, loopback=True)
    assert failed.value.permanent
    with pytest.raises(DeliveryFailed) as failed:
        post(system.url, EVENT, "s", AT)
    assert failed.value.permanent
    with pytest.raises(DeliveryFailed) as failed:
        post("https://inner.example/", EVENT, "s", AT, resolve=lambda *_: ["169.254.169.254"])
    assert failed.value.permanent
    assert len(system.taken) == 1


def test_https_is_spoken_with_the_name_and_its_certificate_must_be_sound(system: ReceivingSystem) -> None:
    """The receiver speaks no TLS: the call fails, and nothing of the event was sent in the clear."""
    with pytest.raises(DeliveryFailed):
        post(f"https://127.0.0.1:{system.port}/", EVENT, "s", AT, loopback=True)
    assert system.taken == []


@contextmanager
def dripping() -> Iterator[int]:
    """A server that answers a byte at a time and never ends."""
    listening, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def serve() -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not stop.wait(0.02):
                try:
                    connection.sendall(b"X-A: b\r\n"[:3])
                except OSError:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        stop.set()
        listening.close()
        thread.join(5)


def test_an_answer_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_posts, "SECONDS_ALTOGETHER", 0.3)
    with dripping() as port, pytest.raises(DeliveryFailed):
        post(f"http://127.0.0.1:{port}/", EVENT, "s", AT, loopback=True)


def test_an_endless_answer_is_not_read(system: ReceivingSystem) -> None:
    system.answers = [(200, {"Content-Length": str(10**12)})]
    post(system.url, EVENT, "s", AT, loopback=True)


def test_nobody_there(system: ReceivingSystem) -> None:
    with pytest.raises(DeliveryFailed) as failed:
        post("http://127.0.0.1:9/", EVENT, "s", AT, loopback=True)
    assert not failed.value.permanent

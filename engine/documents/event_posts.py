"""One event on its way to another system: signed, to exactly the address that was judged, and no further.

No redirect is followed, no proxy is asked, nothing of the answer is used but its number.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from engine.documents.mail import DeliveryFailed
from engine.documents.outgoing_addresses import (
    Address,
    AddressRefused,
    Resolve,
    Target,
    read_target,
    resolved,
)
from engine.messages_catalogue import Message, msg
from engine.values_json import dumps

SIGNATURE = "X-Asistents-Signature"
SECONDS = 5.0  # for each wait
SECONDS_ALTOGETHER = 15.0
MOST_READ = 16_384
GONE = 410  # the other side says: never again


def signature(secret: str, at: datetime, body: bytes) -> str:
    """Proves that the body is ours: `t=` seconds since 1970, `v1=` HMAC-SHA256(secret, t.body) in hex."""
    stamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={stamp},v1={mac}"


def body_of(payload: Mapping[str, object]) -> bytes:
    """The event as it is sent; the same payload gives the same bytes."""
    return dumps(payload).encode()


def post(
    url: str,
    payload: Mapping[str, object],
    secret: str,
    at: datetime,
    *,
    loopback: bool = False,
    resolve: Resolve | None = None,
) -> None:
    """Send it; DeliveryFailed unless the other side takes it (2xx)."""
    try:
        target = read_target(url, loopback=loopback)
        addresses = resolved(target, loopback=loopback, resolve=resolve)
    except AddressRefused as refused:
        raise DeliveryFailed(refused.message, permanent=True) from refused
    except (OSError, ValueError) as trouble:
        raise _failed(msg("The name of the other system was not found.")) from trouble
    body = body_of(payload)
    headers = {
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "User-Agent": "asistents",
        "Host": target.named,
        "X-Asistents-Event": str(payload.get("id", "")),
        SIGNATURE: signature(secret, at, body),
    }
    status = _status(target, addresses, body, headers)
    if not 200 <= status < 300:
        sentence = msg("The other system answered with {status}.", status=status)
        raise DeliveryFailed(sentence, permanent=status == GONE)


def _status(target: Target, addresses: Sequence[Address], body: bytes, headers: Mapping[str, str]) -> int:
    trouble: Exception | None = None
    for address in addresses[:3]:
        connection = _Connection(target, address)
        try:
            return connection.ask(body, headers)
        except (OSError, http.client.HTTPException) as failed:
            trouble = failed
        finally:
            connection.close()
    raise _failed(msg("The other system could not be reached.")) from trouble


class _Connection(http.client.HTTPConnection):
    """To one judged address, whatever the name stands for by now; TLS speaks with the name."""

    def __init__(self, target: Target, address: Address) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self._target, self._address = target, address

    def connect(self) -> None:
        """The socket of this address, under TLS where the scheme says so."""
        sock = socket.create_connection((str(self._address), self._target.port), SECONDS)
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            sock = context.wrap_socket(sock, server_hostname=self._target.host)
        self.sock = sock

    def ask(self, body: bytes, headers: Mapping[str, str]) -> int:
        """The number of the answer; cut off where it takes too long, however slowly it drips."""
        self.connect()
        too_late = threading.Event()
        cut = threading.Timer(SECONDS_ALTOGETHER, _cut, [self.sock, too_late])
        cut.daemon = True
        cut.start()
        try:
            self.putrequest("POST", self._target.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                self.putheader(name, value)
            self.endheaders(body)
            answer = self.getresponse()
            answer.read(MOST_READ)
            if too_late.is_set():
                raise TimeoutError  # a torn answer would read like a short one
            return answer.status
        finally:
            cut.cancel()


def _cut(sock: socket.socket, too_late: threading.Event) -> None:
    too_late.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _failed(sentence: Message) -> DeliveryFailed:
    return DeliveryFailed(sentence, permanent=False)

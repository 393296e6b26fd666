"""Calls to a provider: to its own host only, short, small, and following nobody elsewhere."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from engine.errors import EngineError
from engine.messages_catalogue import msg

SECONDS = 5.0  # for one call from beginning to end
MOST_BYTES = 256 * 1024  # of an answer; real ones have a few kB
_PIECE = 16 * 1024


class ProviderAway(EngineError):
    """The provider did not answer, or not as one does: the local form still works."""

    def __init__(self, name: str) -> None:
        super().__init__(
            msg("{name} does not answer now. Sign in with your password, or try again later.", name=name)
        )


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, with what Authlib asks of a reply."""

    status_code: int
    body: bytes

    def json(self) -> Any:
        """The body as JSON; ValueError where it is none."""
        return json.loads(self.body)

    def raise_for_status(self) -> None:
        """OSError for whatever is no success."""
        if self.status_code >= 400:
            raise OSError(f"status {self.status_code}")


@dataclass(frozen=True, slots=True)
class Line:
    """The way to one provider; refuses any address that is not of its issuer's host."""

    name: str  # for the sentence
    issuer: str

    def get(self, url: str) -> Any:
        """The JSON at an address; ProviderAway where there is none."""
        reply = self._ask("GET", url, None, {})
        try:
            if reply.status_code != 200:
                raise ProviderAway(self.name)
            return reply.json()
        except ValueError:
            raise ProviderAway(self.name) from None

    def post(self, url: str, *, data: Mapping[str, str], headers: Mapping[str, str], auth: Any) -> Reply:
        """Send a form, as Authlib's client does; `auth` signs it."""
        sent = dict(headers)
        url, sent, body = auth.prepare("POST", url, sent, urlencode(data))
        return self._ask("POST", url, body, sent)

    def refuse_elsewhere(self, url: object) -> str:
        """The address, where it is of the issuer's own scheme, host and port; else ProviderAway."""
        if not isinstance(url, str) or _place(urlsplit(url)) != _place(urlsplit(self.issuer)):
            raise ProviderAway(self.name)
        return url

    def _ask(self, method: str, url: str, body: str | None, headers: Mapping[str, str]) -> Reply:
        parts = urlsplit(self.refuse_elsewhere(url))
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        ends = monotonic() + SECONDS
        line = _connection(parts)
        try:
            line.request(method, target, body, {"Accept": "application/json", **headers})
            answer = line.getresponse()
            return Reply(answer.status, _read(answer, ends))
        except (OSError, http.client.HTTPException) as trouble:
            raise ProviderAway(self.name) from trouble
        finally:
            line.close()


def _read(answer: http.client.HTTPResponse, ends: float) -> bytes:
    """The whole body; OSError where it is too long or comes too slowly."""
    whole = b""
    while piece := answer.read1(_PIECE):
        whole += piece
        if len(whole) > MOST_BYTES or monotonic() > ends:
            raise OSError("too much or too slow")
    return whole


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
    return http.client.HTTPConnection(host, port, timeout=SECONDS)


def _place(parts: SplitResult) -> tuple[str, str, int]:
    try:
        port = parts.port
    except ValueError:
        port = -1
    return parts.scheme, parts.hostname or "", port or {"https": 443, "http": 80}.get(parts.scheme, 0)

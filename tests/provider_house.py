"""A real provider of identities in a process of its own (oidc-provider-mock), and who signs in there."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from engine.sign_in_providers import Provider, Says
from tests.documents.test_mail import free_port

PATIENCE = 200  # looks, a tenth of a second apart, until the process answers


@dataclass
class ProviderHouse:
    """The process, at http://127.0.0.1:port."""

    port: int
    process: subprocess.Popen[bytes] | None = None
    people: dict[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """As its tokens name it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Begin, with new keys and the same people."""
        words = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "-p", str(self.port)]
        self.process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
        for _ in range(PATIENCE):
            with suppress(OSError):
                self.ask("GET", "/jwks")
                for subject, claims in list(self.people.items()):
                    self.knows(subject, **claims)
                return
            threading.Event().wait(0.1)
        raise AssertionError("the provider did not start")

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process = None

    def knows(self, subject: str, **claims: object) -> None:
        """Somebody who can sign in there, also after a new start."""
        self.people[subject] = claims
        self.ask("PUT", f"/users/{subject}", json.dumps(claims), {"Content-Type": "application/json"})

    def sign_in(self, address: str, subject: str) -> str:
        """Somebody signs in on the page at this address; where they are sent then, without the host."""
        parts = urlsplit(address)
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.ask("POST", f"{parts.path}?{parts.query}", urlencode({"sub": subject}), form)
        there = urlsplit(answer.headers["Location"])
        return f"{there.path}?{there.query}"

    def ask(
        self, method: str, target: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> http.client.HTTPResponse:
        """One request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, target, body or None, dict(headers or {}))
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def provider(self, folder: Path, key: str, **more: Any) -> Provider:
        """How an installation names it."""
        secret = folder / f"{key}.secret"
        secret.write_text("noslepums\n", "utf-8")
        usual: dict[str, Any] = {"name": key.capitalize(), "claim": "oid", "says": Says.IDENTIFIER}
        return Provider(
            key=key, issuer=self.issuer, client_id="asistents", secret_file=secret, **{**usual, **more}
        )


@contextmanager
def provider_house() -> Iterator[ProviderHouse]:
    """One that runs."""
    house = ProviderHouse(free_port())
    house.start()
    try:
        yield house
    finally:
        house.stop()

"""Processes that serve the pages, as `web` does, and a browser that asks any of them."""

from __future__ import annotations

import http.client
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import waitress
from argon2 import PasswordHasher

from engine.clock import VirtualClock
from engine.people import passwords
from tests.faults.house import BEGINS, Place, open_place
from tests.faults.nursery import Child, Nursery
from tests.web.town import QUICK, TOKEN
from web.application import create_app
from web.commands.serve import behind

PROXY = "127.0.0.1"
THREADS = 8
PATIENCE = 20.0  # seconds for one answer


class Counting:
    """A hasher that leaves a line for each password that reaches it: how many were hashed at that moment."""

    def __init__(self, hasher: PasswordHasher, tell: Callable[..., None]) -> None:
        self._hasher, self._tell = hasher, tell
        self._now, self._lock = 0, threading.Lock()

    def hash(self, password: str) -> str:
        """As argon2 does."""
        return self._hasher.hash(password)

    def verify(self, hashed: str, password: str) -> bool:
        """As argon2 does, noted."""
        with self._lock:
            self._now += 1
            self._tell("hash", self._now)
        try:
            return self._hasher.verify(hashed, password)
        finally:
            with self._lock:
                self._now -= 1


def serve_pages(place: Place, order: Mapping[str, Any], tell: Callable[..., None]) -> None:
    """Serve on a free port, written into the order's file, until killed."""
    runtime = open_place(place, VirtualClock(BEGINS))
    runtime.settings = replace(runtime.settings, trusted_proxy=PROXY)
    hasher = QUICK if order["quick"] else PasswordHasher()
    passwords._hasher = Counting(hasher, tell)  # type: ignore[assignment]
    passwords._NOBODY = hasher.hash("nobody has this one")
    server = waitress.create_server(
        create_app(runtime), host="127.0.0.1", port=0, threads=THREADS, **behind(PROXY)
    )
    file = Path(order["port"])
    file.with_suffix(".new").write_text(str(server.effective_port), "utf-8")
    os.replace(file.with_suffix(".new"), file)  # noqa: PTH105 -- whole or not at all
    server.run()


@dataclass(slots=True)
class Browser:
    """Somebody's cookies, at an address of the network that the proxy tells."""

    ports: Sequence[int]
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def ask(self, at: int, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Status and text; `at` picks the process."""
        port = self.ports[at % len(self.ports)]
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": self.address,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = None if form is None else urlencode({"csrf_token": self.token, **form})
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with closing(connection):
            connection.request("GET" if form is None else "POST", path, body, sent)
            answer = connection.getresponse()
            for header in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = header.split(";")[0].partition("=")
                self.cookies[name] = value
            text = answer.read().decode()
        found = TOKEN.search(text)
        self.token = found[1] if found else self.token
        return answer.status, text

    def sign_in(self, at: int, name: str, password: str, **more: str) -> tuple[int, str]:
        """Send the form."""
        if not self.token:
            self.ask(at, "/sign-in")
        return self.ask(at, "/sign-in", {"user_name": name, "password": password, **more})

    def is_in(self, at: int) -> bool:
        """Whether this process lets them see their own page."""
        return self.ask(at, "/account")[0] == 200


@dataclass(slots=True)
class Servers:
    """The processes, and what reached their hashers."""

    ports: list[int]
    acks: Path

    def browser(self, address: str) -> Browser:
        """A new one."""
        return Browser(self.ports, address)

    def hashes(self) -> list[int]:
        """For each password that was hashed, how many were at that moment in its process; then begun anew."""
        found = [int(number) for number in re.findall(r"hash (\d+)", self.acks.read_text("utf-8"))]
        self.acks.write_text("", "utf-8")
        return found


@contextmanager
def page_servers(
    nursery: Nursery, place: Place, folder: Path, number: int, *, quick: bool
) -> Iterator[Servers]:
    """So many processes over one installation."""
    acks, children = folder / "hashes", list[Child]()
    acks.write_text("", "utf-8")
    files = [folder / f"{one}.port" for one in range(number)]
    for file in files:
        order = {"port": str(file), "acks": str(acks), "quick": quick, "seconds": 900}
        children.append(nursery.start("serve_pages", place, **order))
    try:
        yield Servers([_port(file) for file in files], acks)
    finally:
        for child in children:
            child.kill()


def _port(file: Path) -> int:
    for _ in range(600):
        if file.exists():
            return int(file.read_text("utf-8"))
        threading.Event().wait(0.05)
    raise AssertionError("a server did not start")

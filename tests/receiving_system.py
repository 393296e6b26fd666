"""Another system that takes events: a real server on loopback that remembers what came."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Taken:
    """A request as it came."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class ReceivingSystem:
    """What it answers next (then 204), and what came."""

    port: int = 0
    answers: list[tuple[int, Mapping[str, str]]] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def receiving() -> Iterator[ReceivingSystem]:
    """It listens as long as the block lasts."""
    system = ReceivingSystem()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            system.taken.append(Taken(self.path, dict(self.headers), body))
            status, headers = system.answers.pop(0) if system.answers else (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield system
    server.shutdown()
    server.server_close()
    thread.join(5)

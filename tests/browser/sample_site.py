"""The sample pages behind a tiny local server, with the same content policy as the real one."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from tests.web.sample_contexts import PAGES
from tests.web.sample_pages import draw
from web.content_policy import PAGE_POLICY

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "web" / "static"
DIAGRAM = ROOT / "processes" / "monthly_confirmation" / "monthly_confirmation.bpmn"


class SamplePages(BaseHTTPRequestHandler):
    """`/lv/inbox` is the sample page `inbox` in Latvian; drafts are answered, nothing is kept."""

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            self._send_file(STATIC / path.removeprefix("/static/"))
        elif path == "/sample.bpmn":
            self._send_file(DIAGRAM)
        else:
            self._send_page(path)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.rfile.read(length)
        self._send(200, "application/json", b'{"saved_at": "11.07"}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 – http.server's own name
        """Say nothing: the test says what is wrong."""

    def _send_page(self, path: str) -> None:
        _, language, name = path.split("/") if path.count("/") == 2 else ("", "", "")
        if language not in ("lv", "en") or name not in PAGES:
            self._send(404, "text/plain", b"no such sample")
            return
        self._send(200, "text/html; charset=utf-8", draw(name, language).encode())

    def _send_file(self, path: Path) -> None:
        if not path.is_file():
            self._send(404, "text/plain", b"no such file")
            return
        kind = "application/xml" if path.suffix == ".bpmn" else mimetypes.guess_type(path.name)[0]
        self._send(200, kind or "application/octet-stream", path.read_bytes())

    def _send(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", PAGE_POLICY)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def sample_site() -> Iterator[str]:
    """The address of the running server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), SamplePages)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

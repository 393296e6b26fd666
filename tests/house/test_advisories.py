"""Known vulnerabilities of locked packages turn CI red; an answer that did not come is never a clean one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.house import advisories
from tests.house.source_files import ROOT

BAD = {"werkzeug": "GHSA-planted-1", "bpmn-js": "GHSA-planted-2"}


class Osv(BaseHTTPRequestHandler):
    """Answers like the database, and knows two planted advisories."""

    asked: list[dict[str, Any]] = []  # noqa: RUF012 -- one test at a time

    def do_POST(self) -> None:
        queries = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
        Osv.asked += queries
        results = [
            {"vulns": [{"id": BAD[one["package"]["name"]]}]} if one["package"]["name"] in BAD else {}
            for one in queries
        ]
        body = json.dumps({"results": results}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def osv(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Osv)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Osv.asked = []
    address = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setenv("ASISTENTS_ADVISORIES", address)
    yield address
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_planted_advisory_is_named_and_fails(osv: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert advisories.main([]) == 1
    said = capsys.readouterr().out
    assert "GHSA-planted-1" in said
    assert "GHSA-planted-2" in said
    assert len(Osv.asked) == len(advisories.locked()) > 200
    assert {one["package"]["ecosystem"] for one in Osv.asked} == {"PyPI", "npm"}


def test_an_accepted_one_does_not(osv: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisories, "ACCEPTED", dict.fromkeys(BAD.values(), "planted"))
    assert advisories.main([]) == 0


def test_where_nobody_answers_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASISTENTS_ADVISORIES", "http://127.0.0.1:9/")
    assert advisories.main([]) == 0
    assert "NOT checked" in capsys.readouterr().out
    assert advisories.main(["--must"]) == 1


def test_every_accepted_advisory_has_its_reason() -> None:
    assert all(len(reason) > 20 for reason in advisories.ACCEPTED.values())


def test_ci_asks() -> None:
    assert "tests.house.advisories" in (ROOT / ".ci" / "run").read_text("utf-8")

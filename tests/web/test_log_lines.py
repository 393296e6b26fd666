"""What a process tells of its work: a line for each event, with numbers, and nobody's data."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from engine.jobs import handlers
from engine.queue.port import NewJob
from tests.processes.roads import in_force
from tests.processes.stage import OFFICE, PARTIES
from tests.web.busy_town import FEBRUARY, TEN_HOURS
from tests.web.test_applications import ANNA, ON_PAPER
from tests.web.town import PASSWORD, Town
from web.log_lines import FIELDS, LogLines, log_to_stderr

MARK = "Zilonis-7431"  # typed into every field that takes words
PERSONAL = {
    MARK,
    PASSWORD,
    *(word for shown, _ in OFFICE.values() for word in shown.split()),
    *(
        str(part)
        for person, _ in PARTIES.values()
        for part in (
            person.given_name, person.family_name, person.personal_code, person.email, person.bank_account,
            person.address, person.birth_date,
        )
        if part
    ),
}  # fmt: skip


class Told:
    """The lines so far."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()

    def rows(self, event: str) -> list[dict[str, Any]]:
        return [row for row in map(json.loads, self.lines) if row["event"] == event]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """Everything that a process would say on stderr."""
    told, root = Told(), logging.getLogger()
    monkeypatch.setattr(sys, "stderr", told.stream)
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    log_to_stderr("json")
    yield told
    root.handlers[:] = before
    root.setLevel(level)


def test_a_whole_case_is_told_without_anybodys_data(
    town: Town, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    ilze = town.guest("caseworker")
    once = ilze.get("/applications/new").value("_once")
    typed = {**ANNA, "recipient_address": MARK, "recipient_phone": MARK}
    assert ilze.post("/applications/new", **typed, **ON_PAPER, _once=once).status == 422  # no such number
    typed["recipient_phone"] = "20123456"
    assert ilze.post("/applications/new", **typed, **ON_PAPER, _once=once).status == 303
    ilze.get(f"/cases?q={MARK}"), ilze.get(f"/{MARK}?token={MARK}"), ilze.get("/cases/999")
    town.stranger().sign_in(MARK, MARK)
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries=TEN_HOURS, signed=True)
    _fail_everywhere(town, monkeypatch)
    tokens = {cookie.value for cookie in (ilze.client._cookies or {}).values()} | {ilze.token}
    text = "\n".join(told.lines)
    assert {mark for mark in PERSONAL | tokens if mark in text} == set()
    asked = {row.get("endpoint") for row in told.rows("request")}  # none where there is no such page
    assert asked >= {"application.send", "cases.listing", "sign_in.enter", None}
    assert len(told.rows("job_done")) > 3
    for row in map(json.loads, told.lines):
        assert list(row)[:3] == ["time", "level", "event"]
        assert row.keys() <= {"time", "level", "event", *FIELDS}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", row["time"])


def _fail_everywhere(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page, a job and a library fail with words that name somebody."""

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot reach {MARK}")

    monkeypatch.setitem(handlers.HANDLERS, "probe", broken)
    with town.runtime.transaction(town.tenant) as session:
        town.runtime.queue.enqueue(session, NewJob("probe", max_attempts=1), now=town.clock.now())
    town.works()
    town.app.view_functions["settings.settings"] = broken  # type: ignore[assignment]
    town.stranger().get(f"/settings?x={MARK}")
    try:
        broken()
    except RuntimeError:
        logging.getLogger("waitress").exception("Exception while serving %s", f"/{MARK}")


def test_a_request_is_one_line_with_its_number(town: Town, told: Told) -> None:
    answer = town.guest("caseworker").get("/cases/31")
    row = told.rows("request")[-1]
    assert row["request_id"] == answer.response.headers["X-Request-ID"]
    assert re.fullmatch("[0-9a-f]{8}", row["request_id"])
    assert (row["endpoint"], row["method"], row["status"], row["case_id"]) == ("case.case", "GET", 404, 31)
    assert type(row["duration_ms"]) is int
    asked = len(told.lines)
    town.stranger().get("/health")
    assert len(told.lines) == asked  # watchers ask all the time


def test_a_failed_page_shows_the_number_of_its_line(
    town: Town, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ZeroDivisionError(MARK)

    town.app.view_functions["settings.settings"] = broken  # type: ignore[assignment]
    answer = town.stranger().get("/settings")
    (row,) = told.rows("request_failed")
    assert (answer.status, row["level"], row["trouble"]) == (500, "error", "ZeroDivisionError")
    assert row["request_id"] in answer.text
    assert row["places"][-1].endswith("broken")


def test_a_job_is_told_with_its_numbers(town: Town, told: Told) -> None:
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    row = told.rows("job_done")[-1]
    assert row.keys() >= {"job_id", "kind", "attempt", "duration_ms"}


def test_plain_lines_say_the_same() -> None:
    record = logging.LogRecord("asistents.worker", logging.ERROR, "worker.py", 1, "job_failed", (), None)
    record.about = {"job_id": 7, "kind": "send_outbox", "places": ["a.py:1 f", "b.py:2 g"], "name": MARK}
    line = LogLines("plain").format(record)
    words = "error job_failed job_id=7 kind=send_outbox places=b.py:2 g < a.py:1 f"
    assert re.fullmatch(rf"\S+ {words}", line)
    assert json.loads(LogLines("json").format(record))["places"] == ["a.py:1 f", "b.py:2 g"]

"""What browsers tell of the content policy is counted, cut short, and never more than a table can hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.persistence import rows
from engine.persistence.tables.arrivals import PolicyReport
from engine.upkeep import policy_reports
from tests.web.town import Town

TOLD = {
    "document-uri": "https://asistents.example/cases/17?q=Anna",
    "effective-directive": "script-src-elem",
    "blocked-uri": "https://evil.example/steal.js?who=anna",
    "script-sample": "alert(1)",
}

LONG = b'{"csp-report": {"a": "' + b"x" * 20_000


def send(town: Town, body: object, raw: bytes | None = None) -> int:
    client = town.stranger().client
    data = json.dumps(body).encode() if raw is None else raw
    return client.post("/policy-reports", data=data, content_type="application/csp-report").status_code


def kept(town: Town) -> list[tuple[Any, ...]]:
    found = town.read(lambda session: rows.every(session, PolicyReport, order_by=["id"]))
    return [(one.directive, one.page, one.blocked, one.times) for one in found]


def test_a_report_is_counted_without_numbers_questions_and_samples(town: Town) -> None:
    for _ in range(3):
        assert send(town, {"csp-report": TOLD}) == 204
    assert kept(town) == [("script-src-elem", "/cases/…", "https://evil.example", 3)]


@pytest.mark.parametrize(
    ("blocked", "told"),
    [
        ("inline", "inline"),
        ("eval", "eval"),
        ("data:text/html,x", "data"),
        ("http://[", "http"),
        ("", "unknown"),
    ],
)
def test_what_was_blocked_is_one_word_or_another_house(town: Town, blocked: str, told: str) -> None:
    send(town, {"csp-report": TOLD | {"blocked-uri": blocked}})
    assert [one[2] for one in kept(town)] == [told]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b"x",
        b'{"csp-report": []}',
        b"[" * 10_000,
        b'{"csp-report": {"a": "' + b"x" * 20_000,
    ],
)
def test_rubbish_is_answered_alike_and_not_kept(town: Town, raw: bytes) -> None:
    assert send(town, None, raw) == 204
    assert kept(town) == []


def test_a_stranger_fills_no_table(town: Town) -> None:
    for number in range(policy_reports.MOST_KINDS + 20):
        send(town, {"csp-report": TOLD | {"blocked-uri": f"https://h{number}.example"}})
    assert len(kept(town)) == policy_reports.MOST_KINDS


def test_every_page_says_where_to_report(town: Town) -> None:
    for address in ("/sign-in", "/no-such-page", "/static/x"):
        policy = town.stranger().get(address).response.headers["Content-Security-Policy"]
        assert policy.endswith("report-uri /policy-reports")

"""What other systems read: what the pages show, without names in lists, without health data, and noted."""

from __future__ import annotations

import json

import pytest

from engine.persistence import rows
from engine.persistence.tables.records import ReadLog
from engine.runtime import EVERY
from tests.web.api.conftest import EVERY_SCOPE, Outside

LISTS = ("/cases", "/tasks", "/months?period=2026-02", "/claims", "/events")
NAMES = ("Anna", "Bērziņa", "Jānis", "Kalniņš", "010560")


def test_lists_name_nobody(stocked: Outside) -> None:
    for path in LISTS:
        answer = stocked.get(path)
        assert answer.status_code == 200, path
        told = json.dumps(answer.get_json(), ensure_ascii=False)
        assert [name for name in NAMES if name in told] == [], path


def test_a_list_goes_on_at_its_cursor(crammed: Outside) -> None:
    town = crammed.town
    for who in ("pauls", "elina"):
        town.apply(who)
    whole = crammed.get("/cases").get_json()["cases"]
    found, cursor = [], ""
    while True:
        page = crammed.get(f"/cases?limit=1{cursor}").get_json()
        found += page["cases"]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert found == whole
    assert len(whole) == 3
    tasks = crammed.get("/tasks").get_json()
    first = crammed.get("/tasks?limit=1").get_json()
    asked = {"limit": "200", "cursor": first["next"]}
    second = crammed.ask("GET", "/tasks", query_string=asked).get_json()
    assert first["tasks"] + second["tasks"] == tasks["tasks"]
    assert tasks["total"] == len(tasks["tasks"])


def test_money_is_whole_cents_with_its_currency_and_times_are_utc(stocked: Outside) -> None:
    listed = stocked.get("/claims").get_json()["claims"]
    [claim] = [one for one in listed if one["claim_id"] == stocked.named["claim_id"]]
    assert claim["total"] == {"cents": claim["total"]["cents"], "currency": "EUR"}
    assert type(claim["total"]["cents"]) is int
    whole = stocked.get(f"/claims/{claim['claim_id']}").get_json()
    parts = sum(whole[name]["cents"] for name in ("pay", "transport", "administration"))
    assert parts == whole["total"]["cents"] == claim["total"]["cents"]
    month = stocked.get(f"/months/{stocked.named['month_id']}").get_json()
    assert month["month"]["deadline_at"].endswith("Z")
    assert [one["minutes"] for one in month["days"]] != []
    assert {one["side"] for one in month["signatures"]} == {"assistant", "recipient"}


def test_a_file_comes_byte_for_byte_with_its_checksum(stocked: Outside) -> None:
    claim = stocked.named["claim_id"]
    [told] = [one for one in stocked.get(f"/claims/{claim}").get_json()["files"] if one["kind"] == "csv"]
    answer = stocked.get(f"/claims/{claim}/files/csv")
    assert answer.content_type == "text/csv"
    assert answer.headers["ETag"] == f'"{told["sha256"]}"'
    [line] = stocked.get(f"/claims/{claim}/lines").get_json()["included"]
    evidence = stocked.get(f"/claim-lines/{line['line_id']}").get_json()
    assert (evidence["recipient"], evidence["amount"]) == ("Anna Bērziņa", line["amount"])


def test_figures_are_those_of_the_page(stocked: Outside) -> None:
    assert stocked.get("/reports").get_json()["years"] == [2026]
    report = stocked.get("/reports/2026", **{"Accept-Language": "en"}).get_json()
    page = stocked.town.guest("head").get("/figures/2026?lang=en").text
    assert [one["title"] for one in report["tables"] if one["title"] not in page] == []


def test_health_data_have_a_scope_of_their_own(stocked: Outside) -> None:
    case, task = 1, stocked.named["task_id"]
    blind = stocked.token(EVERY_SCOPE - {"health:read"})
    assert stocked.get(f"/cases/{case}/answers", blind).status_code == 403
    assert stocked.get(f"/tasks/{task}", blind).get_json()["values"] is None
    assert stocked.get(f"/tasks/{task}").get_json()["values"] is not None
    assert len(stocked.get(f"/cases/{case}/answers").get_json()["forms"]) > 1
    for path in ("", "/state", "/timeline"):
        told = json.dumps(stocked.get(f"/cases/{case}{path}", blind).get_json(), ensure_ascii=False)
        assert "questionnaire" not in told
        assert "functional_limitation" not in told
        assert "Pakalpojums vajadzīgs" not in told, "the reasons of the decision"


@pytest.mark.parametrize("path", ["/cases/1", "/cases/1/timeline", "/cases/1/answers", "/months/{month_id}"])
def test_who_reads_a_case_is_noted_with_its_purpose(crammed: Outside, path: str) -> None:
    crammed.get(path.format(**crammed.named))
    with crammed.town.runtime.reading(EVERY) as session:
        [newest] = rows.every(session, ReadLog, order_by=["-id"], limit=1)
    assert (newest.purpose, newest.person_id) == ("Lietu uzskaite SOPA", 1)
    assert "Lietu uzskaite SOPA" in crammed.town.guest("head").get("/cases/1?section=access").text


def test_a_refusal_speaks_the_language_that_was_asked_for(stocked: Outside) -> None:
    told = {
        language: stocked.get("/cases/999", **({"Accept-Language": language} if language else {}))
        for language in ("lv", "en", "de", "")
    }
    assert told["en"].get_json()["detail"] == "There is no such thing, or it is not for you."
    assert told["lv"].get_json()["detail"] != told["en"].get_json()["detail"]
    assert told["de"].get_json()["detail"] == told[""].get_json()["detail"] == told["lv"].get_json()["detail"]
    assert told["en"].headers["Content-Language"] == "en"


def test_the_description_says_3_1_and_needs_no_token(stocked: Outside) -> None:
    told = stocked.description()
    assert told["openapi"] == "3.1.0"
    assert told["servers"] == [{"url": "/api/v1"}]
    assert told["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}

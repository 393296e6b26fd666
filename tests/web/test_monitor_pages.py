"""The pages of how processes run: figures as played, no person, links for whoever may follow them, files."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from datetime import date, timedelta

from engine.monitoring import tallying
from engine.persistence import audit
from engine.persistence.queries import releases
from engine.releases import deployments
from engine.runtime import EVERY
from tests.processes.month_roads import both_sign, march
from tests.processes.roads import REASONS, assessed
from tests.web.town import Answer, Town


def counted(town: Town) -> None:
    with town.runtime.transaction(EVERY) as session:
        audit.seal(session)
    tallying.count_all(town.runtime)


def checked_after_two_hours(town: Town) -> None:
    town.apply("anna")
    town.clock.pass_time(timedelta(hours=2))
    town.complete("check_application", application_complete=True)
    counted(town)


def cells(page: Answer, title: str) -> list[str]:
    """The row of the first table whose step has this title, as words."""
    row = next(one for one in page.text.split("<tr ") if f'data-table__main">{title}<' in one)
    return [
        " ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in re.findall(r"<td.*?</td>", row, re.DOTALL)
    ]


def tables(answer: Answer) -> dict[str, list[list[str]]]:
    """The tables of a file by their titles, each with its headings."""
    lines = list(
        csv.reader(io.StringIO(answer.response.get_data().decode("utf-8-sig"), newline=""), delimiter=";")
    )
    found: dict[str, list[list[str]]] = {}
    for line in lines:
        if len(line) == 1:
            found[line[0]] = rows = []
        elif line:
            rows.append(line)
    return found


def test_the_page_says_the_figures_and_nobodys_name(town: Town) -> None:
    checked_after_two_hours(town)
    page = town.guest("process_owner").get("/monitor")
    assert cells(page, "Pārbaudīt iesniegumu un dokumentus") == [
        "Pārbaudīt iesniegumu un dokumentus sociālais darbinieks", "0", "1", "2 st.", "2 st.", "0 %",
    ]  # fmt: skip
    badges = json.loads(
        html.unescape(re.findall(r'data-badges="([^"]*)"', page.response.get_data(as_text=True))[0])
    )
    assert badges == [{"id": "check_application", "text": "2\u00a0st.", "late": False, "shade": 4}]
    assert "Skaitīti soļi, kas veikti no 02.02.2026. līdz 02.02.2026. plkst. 11.00." in page.text
    assert not any(name in page.text for name in ("Anna", "Bērziņa", "Ilze", "2026-000001"))


def test_a_period_and_a_process_are_chosen_without_a_script(town: Town) -> None:
    march(town)
    both_sign(town)
    counted(town)
    head = town.guest("head")
    page = head.get("/monitor?process=monthly_confirmation&period=1&lang=en")
    assert 'value="monthly_confirmation" selected' in page.text
    assert re.search(r"Begun in the period</dt><dd>1<", page.text)
    assert re.search(
        r"Begun in the period</dt><dd>0<", head.get("/monitor?process=monthly_confirmation&period=2025").text
    )
    assert head.get("/monitor?process=none&period=xx&release=77").status == 200
    assert head.get("/monitor/diagrams/77/assistant_service.bpmn").status == 404
    assert head.get("/monitor/diagrams/1/none.bpmn").status == 404


def test_the_inbox_is_one_link_away_for_whoever_has_the_tasks(town: Town) -> None:
    assessed(town)
    proposed = town.values()
    town.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons=REASONS,
        decision_hours=proposed["proposed_hours"],
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )
    town.clock.pass_time(timedelta(days=5))
    address = "/tasks?process=assistant_service&work=approve_decision&due=overdue"
    page = town.guest("head").get("/monitor")
    assert address in page.links
    assert "Anna Bērziņa" in town.guest("head").get(address).text
    assert address not in town.guest("process_owner").get("/monitor").links


def test_the_files_hold_every_table(town: Town) -> None:
    checked_after_two_hours(town)
    found = tables(town.guest("auditor").get("/monitor/list.csv?lang=en"))
    assert list(found) == ["Where time goes", "Stuck and overdue", "What time will do", "Which way they went"]
    step = dict(zip(*found["Where time goes"][:2], strict=True))
    assert (step["Tasks answered"], step["Median, working hours"], step["Answered late, %"]) == (
        "1",
        "2,00",
        "0,0",
    )
    ways = [
        dict(zip(found["Which way they went"][0], row, strict=True))
        for row in found["Which way they went"][1:]
    ]
    assert {
        one["Way"]: (one["How many"], one["Share, %"])
        for one in ways
        if one["Where the ways part"] == "Is the application complete?"
    } == {"Yes": ("1", "100,0"), "No": ("0", "0,0")}


def test_two_releases_stand_side_by_side_with_a_file(town: Town) -> None:
    owner = town.guest("process_owner")
    assert "Divu laidienu, ko salīdzināt, vēl nav." in owner.get("/monitor/releases").text
    with town.runtime.transaction(EVERY) as session:
        files = dict(town.runtime.release(session, 1).files)
        added = releases.add(
            session,
            sha256="2" * 64,
            files=files,
            processes={"assistant_service": "Pakalpojums"},
            created_at=town.clock.now(),
            people=(None, None),
        )
    deployments.take_into_use(town.runtime, town.tenant, added, date(2026, 2, 3))
    checked_after_two_hours(town)
    owner = town.guest("process_owner")  # the session ran out meanwhile
    page = owner.get("/monitor/releases")
    assert f"{added}. laidiens, no 03.02.2026." in page.text
    assert cells(page, "Pārbaudīt iesniegumu un dokumentus")[1:] == [
        "2 st. izpildīti: 1, ar kavēšanos: 0 %", "– izpildīti: 0, ar kavēšanos: –",
    ]  # fmt: skip
    found = tables(owner.get("/monitor/releases/list.csv?lang=en"))
    assert list(found) == ["Where time goes", "Which way they went"]
    assert len(found["Where time goes"]) > 10


def test_it_is_linked_from_the_release_and_from_control(town: Town) -> None:
    assert "/monitor" in town.guest("process_owner").get("/release").links
    assert "/monitor" in town.guest("head").get("/control").links
    assert town.guest("caseworker").get("/monitor").status == 404

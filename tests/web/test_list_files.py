"""Every list can be taken as a file that says what its page says; a list without one is named here."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from engine.exports import list_files, list_tables
from engine.persistence import rows
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import AuditEvent, ReadLog
from tests.processes.roads import in_force
from tests.web.busy_town import FEBRUARY, MAY_OPEN, ROLES, Busy
from tests.web.town import Answer, Guest, Town
from web.pages import cases, inbox_whole, months_whole
from web.routes import lists

NO_FILE: Mapping[str, str] = {
    "account.overview": "the own sessions",
    "case.case": "one case: printed whole, and copied whole",
    "draft_files.file": "one file of a draft",
    "form_preview.page": "one form of a draft, with samples",
    "form_texts.page": "one form of a draft; its file can be taken",
    "integrations.integration": "one other system",
    "letter_editor.page": "one letter of a draft",
    "drafts.draft": "one draft, exported as a zip",
    "tryout_beginnings.beginning": "one diagram of a draft",
    "tryouts.tryout": "one test run; it is kept as a scenario",
    "drafts.listing": "what is being changed; every one is exported as a zip",
    "house.administration": "a page of links",
    "number_proposals.proposal": "one proposal",
    "readers.own": "who looked at oneself; the file of a case is copied whole",
    "retention.overview": "counts of what is due, and the terms, a file of the release",
    "numbers.number": "one number",
    "providers.provider": "one organisation",
    "release.release": "one release, exported as a folder",
    "table_editor.page": "one decision table of a draft",
    "task.task": "one task",
    "users.user": "one account",
}
"""Pages with a table that is no list of its own, and what they are."""
TABLE = re.compile(r'<table class="data-table|<ul class="plain-list|<ul class="calendar-entries')
LINKS = re.compile(r'<a class="govuk-link target" href="([^"]+list\.(?:csv|xlsx)[^"]*)">')
ROW, LINE = r'<tr role="row" data-row>', r'<tr role="row">\s*<td'


@dataclass(frozen=True)
class Listed:
    """Who looks at a list, how the page draws one row, which columns of the file stand there word by word."""

    who: str
    row: str
    says: tuple[str, ...]
    asked: str = ""


LISTS: Mapping[str, Listed] = {
    "budget_amounts.listing": Listed("finance", r"<p class=\"govuk-body\"><strong>", ("What", "Source")),
    "calendar.weeks": Listed(
        "caseworker", r'<li><strong class="govuk-tag', ("Kind", "Case"), "?from=2026-03-02"
    ),
    "cases.listing": Listed("caseworker", ROW, ("Recipient", "Case", "State", "Assistant"), "?q=anna"),
    "claims.claim": Listed("finance", ROW, ("Recipient", "Assistant")),
    "claims.listing": Listed("finance", ROW, ("Municipality", "State")),
    "control.overview": Listed("head", r'<section class="card[^>]*id="file-', ("Recipient", "Case")),
    "days_off.year": Listed("administrator", LINE, ("What it is",), "?year=2026"),
    "deputies.listing": Listed("finance", LINE, ("Who is away", "Who stands in")),
    "districts.listing": Listed("administrator", LINE, ("Code", "District", "Cases")),
    "kept_off.listing": Listed("head", LINE, ("Who is kept off", "Case", "Why")),
    "inbox.listing": Listed("finance", ROW, ("Task", "About", "Process"), "?view=all&sort=name"),
    "draft_cases.cases": Listed("head", ROW, ("Case", "State")),
    "incidents.listing": Listed(
        "administrator", 'aria-labelledby="incident-', ("What happened", "What to do")
    ),
    "integrations.listing": Listed("administrator", ROW, ("Name", "May")),
    "monitor.overview": Listed("head", r'<tr role="row" data-row>', ("Step", "Whose turn", "Open now")),
    "months.listing": Listed("head", ROW, ("Recipient", "Assistant", "State"), f"?period={FEBRUARY}"),
    "moves.listing": Listed("head", ROW, ("Process", "State")),
    "moves.plan": Listed("head", ROW, ("Case", "State")),
    "numbers.listing": Listed("auditor", r'<th scope="row" role="rowheader">', ("Number", "Status")),
    "post.listing": Listed("head", LINE, ("To", "Address", "Document")),
    "providers.listing": Listed("administrator", r'<li><a class="govuk-link" href="/adm', ("Name",)),
    "questions.waiting": Listed("caseworker", r'<li><a class="govuk-link" href="/questions/', ("Question",)),
    "users.listing": Listed("administrator", LINE, ("Name", "User name")),
}


def link(page: Answer, kind: str) -> str:
    (found,) = [href for href in LINKS.findall(page.text) if f"list.{kind}" in href]
    return str(found)


def csv_of(answer: Answer) -> list[dict[str, str]]:
    """The rows of the first table by heading."""
    assert answer.status == 200, answer.text
    text = answer.response.get_data().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    if len(lines[0]) == 1:  # one of several, under its title
        lines = lines[1 : lines.index([])]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def sheet_of(answer: Answer) -> list[tuple[Any, ...]]:
    """The rows of the first sheet, the headings first."""
    assert answer.status == 200, answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.response.get_data()))
    return list(book.worksheets[0].iter_rows(values_only=True))


def english(busy: Busy, name: str) -> Guest:
    guest = busy.town.guest(name)
    guest.get("/settings?lang=en")
    return guest


def test_every_page_with_a_list_offers_it_as_a_file(busy: Busy) -> None:
    bare = set()
    for endpoint, letters in MAY_OPEN.items():
        if endpoint.endswith("_file") or not letters:
            continue
        staff = [letter for letter in letters if letter not in "ralo"] or list(letters)
        for letter in {staff[0], "o" if "o" in letters else staff[0]}:
            page = busy.guest(ROLES[letter]).get(busy.rules("GET")[endpoint])
            if "data-list-files" not in page.text and TABLE.search(page.text.partition("<main")[2]):
                bare.add(endpoint)
    assert sorted(bare) == sorted(NO_FILE)


def test_the_table_names_every_list(busy: Busy) -> None:
    elsewhere = {"home.home", "invoices.listing"}  # below: they need a provider's contract
    elsewhere |= {"audit.reads", "audit.trail"}  # sealed events: test_audit_pages
    elsewhere |= {"monitor_releases.comparison"}  # needs two releases: test_monitor_pages
    assert set(LISTS) | elsewhere == lists(busy.town.app)


@pytest.mark.parametrize("endpoint", LISTS)
def test_the_file_says_what_the_page_says(busy: Busy, endpoint: str) -> None:
    listed = LISTS[endpoint]
    guest = english(busy, listed.who)
    page = guest.get(busy.rules("GET")[endpoint] + listed.asked)
    shown = " ".join(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2]).split())
    found = csv_of(guest.get(link(page, "csv")))
    assert len(found) == len(re.findall(listed.row, page.text)) > 0
    for row in found:
        assert [row[heading] for heading in listed.says if row[heading] not in shown] == []
    headings, *lines = sheet_of(guest.get(link(page, "xlsx")))
    assert headings == tuple(found[0])
    assert len(lines) == len(found)


def test_days_and_money_are_values_and_headings_speak_the_readers_language(busy: Busy) -> None:
    finance = busy.town.guest("finance")
    headings, line, *_ = sheet_of(finance.get("/claims/list.xlsx"))
    assert headings == ("Mēnesis", "Pašvaldība", "Stāvoklis", "Rindas", "Aizturēts", "Pieprasīts")
    assert line[0] == datetime(2026, 2, 1)  # noqa: DTZ001 -- a spreadsheet knows no zones
    assert isinstance(line[5], float)
    row, *_ = csv_of(finance.get("/claims/list.csv"))
    assert row["Mēnesis"] == FEBRUARY
    assert row["Pieprasīts"] == f"{line[5]:.2f}".replace(".", ",")
    _, case, *_ = sheet_of(busy.town.guest("caseworker").get("/cases/list.xlsx"))
    assert isinstance(case[5], datetime)


def test_the_filter_of_the_page_is_the_filter_of_the_file(busy: Busy) -> None:
    caseworker = busy.town.guest("caseworker")
    page = caseworker.get("/cases?q=nobody&after=2026-01-01~1&lang=lv")
    assert link(page, "csv") == "/cases/list.csv?q=nobody"
    assert csv_of(caseworker.get(link(page, "csv"))) == []
    assert len(csv_of(caseworker.get("/cases/list.csv?state=active"))) == 1
    administrator = busy.town.guest("administrator")
    of_finance = administrator.get("/users?role=finance&lang=lv")
    assert link(of_finance, "csv") == "/users/list.csv?role=finance"
    everybody, finance = (
        csv_of(administrator.get(f"/users/list.csv{asked}")) for asked in ("", "?role=finance")
    )
    assert 0 < len(finance) < len(everybody)


def test_who_took_a_list_and_whose_data_were_in_it_is_noted(busy: Busy) -> None:
    town = busy.town
    before = town.read(lambda session: rows.count(session, ReadLog, purpose=list_files.PURPOSE))
    town.guest("auditor").get("/cases/list.csv")
    read = town.read(lambda s: rows.every(s, ReadLog, purpose=list_files.PURPOSE, order_by=["id"]))[before:]
    people = town.read(lambda s: {one.given_name: one.id for one in rows.every(s, Person)})
    assert {one.person_id for one in read} == {people["Anna"], people["Jānis"]}
    assert {one.user_id for one in read} == {town.actor("auditor").user_id}
    event = town.read(lambda s: rows.every(s, AuditEvent, action="list_exported", order_by=["id"]))[-1]
    assert (event.object_kind, event.object_id, event.details["rows"]) == ("list", "cases", 1)


def test_the_ministry_takes_its_list_without_names(busy: Busy) -> None:
    ministry = busy.town.guest("ministry")
    answer = ministry.get(f"/claims/{busy.named['claim_id']}/list.csv")
    (row,) = csv_of(answer)
    assert row["Saņēmējs"].startswith("LP-") or row["Saņēmējs"].count("-")
    assert "Anna" not in answer.text
    assert "Jānis" not in answer.text


def test_a_list_of_many_pages_is_whole(crowded: Busy, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cases, inbox_whole, months_whole):
        monkeypatch.setattr(module, "AT_ONCE", 7)
    head = crowded.town.guest("head")
    for page, total in (("/cases", r"(\d+) liet"), ("/tasks?view=waiting", r"<span>(\d+) darb")):
        shown = head.get(page)
        count = int(re.search(total, shown.text)[1])  # type: ignore[index]
        found = csv_of(head.get(link(shown, "csv")))
        assert len(found) == count > 7
    shown = head.get(f"/months?period={FEBRUARY}")
    everybody = int(re.search(r"Visi <b>(\d+)</b>", shown.text)[1])  # type: ignore[index]
    found = csv_of(head.get(link(shown, "csv")))
    assert len([row for row in found if row["Mēnesis"] == FEBRUARY]) == everybody > 7


def test_a_list_too_long_for_a_file_is_refused_with_a_sentence(
    crowded: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_files, "MOST_ROWS", 5)
    monkeypatch.setattr(list_tables, "MOST_ROWS", 5)
    monkeypatch.setattr(cases, "AT_ONCE", 4)
    refused = crowded.town.guest("caseworker").get("/cases/list.xlsx")
    assert refused.status == 400
    assert "ne vairāk kā 5 rindu" in refused.text


def test_no_cell_begins_a_formula(town: Town) -> None:
    in_force(town)
    with town.runtime.transaction(town.tenant) as session:
        rows.change(session, Person, {"given_name": "=HYPERLINK(1)"}, given_name="Anna")
    caseworker = town.guest("caseworker")
    (row,) = csv_of(caseworker.get("/cases/list.csv"))
    assert row["Saņēmējs"].startswith("'=HYPERLINK")
    book = openpyxl.load_workbook(io.BytesIO(caseworker.get("/cases/list.xlsx").response.get_data()))
    cell = book.worksheets[0]["A2"]
    assert (cell.data_type, cell.style, cell.quotePrefix) == ("s", "Normal", True)

"""A page asks the database as often about many rows as about few, and looks up what it asks for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from tests.persistence.plans import listening, read_whole, unasked_keys
from tests.web.busy_town import MAY_OPEN, ROLES, Busy
from tests.web.town import Town
from web.pages.case import SECTIONS

ONE_OF = re.compile(r"IN \(\?(, \?)*\)")
FOR_EVERYBODY = {"home.home", "inbox.listing", "inbox.news"}  # each role sees another page there
PAPER = {"case_paper.whole", "post.paper"}


@contextmanager
def statements(town: Town) -> Iterator[list[str]]:
    """What the database is asked inside."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(ONE_OF.sub("IN (…)", statement))

    engine = town.runtime.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        with unasked_keys(town.runtime.database):
            yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked_for(busy: Busy, name: str, address: str) -> list[str]:
    """The statements of a page, once everything that is kept in memory is there."""
    guest = busy.guest(name)
    guest.get(address)
    with statements(busy.town) as asked:
        answer = guest.get(address)
    assert answer.status in (200, 303), (name, address)
    return asked


def asking(endpoint: str) -> str:
    """The roles that a page is opened for: another role rarely asks otherwise, and paper takes seconds."""
    letters = MAY_OPEN[endpoint]
    return letters if endpoint in FOR_EVERYBODY else letters[: 1 if endpoint in PAPER else 2]


@pytest.fixture(scope="module", autouse=True)
def _looked_at(busy: Busy, crowded: Busy) -> None:
    """In both somebody has looked at everybody's file: who it was is told on a page."""
    for town in (busy, crowded):
        assert town.guest("finance").get(town.rules("GET")["claims.line"]).status == 200


@pytest.mark.parametrize("endpoint", list(MAY_OPEN))
def test_many_rows_cost_no_more_statements(busy: Busy, crowded: Busy, endpoint: str) -> None:
    address = busy.rules("GET")[endpoint]
    for letter in asking(endpoint):
        few, many = (asked_for(town, ROLES[letter], address) for town in (busy, crowded))
        assert len(many) == len(few), (letter, Counter(many) - Counter(few))


@pytest.mark.parametrize("section", SECTIONS)
def test_so_it_is_with_each_part_of_a_case(busy: Busy, crowded: Busy, section: str) -> None:
    address = f"/cases/{busy.named['case_id']}?section={section}"
    few, many = (asked_for(town, "caseworker", address) for town in (busy, crowded))
    assert len(many) == len(few), Counter(many) - Counter(few)


def test_a_question_a_row_would_be_seen(crowded: Busy, busy: Busy) -> None:
    """The crowd is one: lists of people, cases, months, tasks and claims are longer there."""
    for address, name in (
        ("/cases", "caseworker"),
        ("/months", "caseworker"),
        ("/tasks", "finance"),
        ("/claims", "finance"),
        ("/users", "administrator"),
        ("/", "janis"),
        (f"/cases/{busy.named['case_id']}", "caseworker"),
        (f"/claims/{busy.named['claim_id']}", "finance"),
    ):
        few, many = (len(town.guest(name).get(address).links) for town in (busy, crowded))
        assert many > few, (address, few, many)


def test_no_page_and_no_step_reads_a_growing_table_from_end_to_end(busy: Busy) -> None:
    database = busy.town.runtime.database
    with listening(database) as asked:
        for endpoint, address in busy.rules("GET").items():
            # the ministry's list of claims counts the lines of every municipality's claims
            for letter in asking(endpoint).replace("m", "") if endpoint in MAY_OPEN else "c":
                assert busy.guest(ROLES[letter]).get(address).status < 500, address
    assert min(len(asked), len(busy.asked)) > 80
    assert {str(one): found for one in (*asked, *busy.asked) if (found := read_whole(database, one))} == {}

"""Time tells nobody what is there: a thing of others costs the database the same questions as none; on both.

Time itself is measured in the long run, in turn, where a page is refused after the database was asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import pytest

from engine.domain.rights import Actor, can
from engine.people import people
from engine.persistence import rows
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.records import Document
from engine.tasks import uploads
from tests.left_out import Count
from tests.long_runs import LONG, in_the_long_run
from tests.persistence.plans import close_keys
from tests.web.busy_town import MAY_OPEN, PUBLIC_PAGES, ROLES, Busy
from tests.web.outsiders import OF_ALL_HOUSES, address_of, missing
from tests.web.test_statements import statements
from tests.web.town import Guest
from web.routes import actions
from web.visit import own_house

ELSEWHERE = "colleague"  # of another municipality, with every role of an office
NEVER_SENT = "never-sent"
NOT_THERE = 404
TIMES = 60  # each address, in turn


@dataclass(frozen=True, slots=True)
class Pair:
    """One kind of address: of a thing that is there, and of none."""

    endpoint: str
    there: str
    nowhere: str


@pytest.fixture(scope="module")
def fuller(house: Busy) -> Busy:
    """The busy town, in which somebody has also sent a file."""
    town = house.town
    town.apply("pauls")
    sent = uploads.Sent("atzinums.pdf", b"%PDF-1.7\n")
    task = town.task("check_application")
    word = uploads.keep(town.runtime, town.actor("caseworker"), task.id, "attached_files", sent)
    return Busy(town, {**house.named, "word": word})


def others(busy: Busy) -> Mapping[str, Sequence[object]]:
    """More of what there are several sorts of: an office's task and a person's, open and done; letters."""
    tasks = busy.town.read(lambda session: rows.every(session, UserTask, order_by=["id"]))
    letters = busy.town.read(lambda session: rows.every(session, Document, order_by=["id"]))
    return {
        "task_id": list(
            {(one.status, one.for_persons, one.case_id is None): one.id for one in tasks}.values()
        ),
        "document_id": list({(one.person_id, one.case_id is None): one.id for one in letters}.values()),
    }


def pairs(busy: Busy) -> Iterator[Pair]:
    """Every address of a page that names something by a number, or a file by its word."""
    more = others(busy)
    for rule in busy.town.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in PUBLIC_PAGES:
            continue
        nowhere = missing(busy, rule)
        if "word" in rule.arguments:
            nowhere = address_of(rule, {**busy.named, "word": NEVER_SENT})
        if nowhere is None:
            continue
        yield Pair(rule.endpoint, address_of(rule, busy.named), nowhere)
        for name in rule.arguments & more.keys():
            for one in more[name] if LONG or rule.endpoint in ("task.task", "letter.letter") else ():
                yield Pair(rule.endpoint, address_of(rule, {**busy.named, name: one}), nowhere)


OF_WHAT_IS_THEIRS: Mapping[str, str] = {
    "change.form": "case.case",
    **dict.fromkeys(("invoices.file", "invoices.listing", "invoices.listing_file"), "claims.claim"),
}
"""Parts that not every such page has: that one is missing is no secret to who may open the page."""


def is_theirs(busy: Busy, name: str, pair: Pair) -> bool:
    """Whether they may look at it, by the table of the route map, or at that of which it is missing."""
    page = OF_WHAT_IS_THEIRS.get(pair.endpoint, pair.endpoint)
    is_of_table = page != pair.endpoint or pair.there == busy.rules("GET")[page]
    return is_of_table and name in {ROLES[letter] for letter in MAY_OPEN[page]}


def passes_the_door(busy: Busy, actor: Actor, endpoint: str) -> bool:
    """Whether such pages are for their role at all; if not, nothing is asked about the thing."""
    return can(actor, actions(busy.town.app)[endpoint], own_house(actor))


def differ(busy: Busy, guest: Guest, pair: Pair) -> bool | None:
    """Whether the one costs other questions than the other, once what is kept in memory is there.

    Keys are looked for each time: those of a person whom nobody looked at lately are not in memory. None: it
    is shown, so it is theirs; other tests say whether it should be.
    """
    for _ in range(2):
        close_keys(busy.town.runtime.database)
        with statements(busy.town) as there:
            if guest.get(pair.there).status != NOT_THERE:
                return None
        close_keys(busy.town.runtime.database)
        with statements(busy.town) as nowhere:
            assert guest.get(pair.nowhere).status == NOT_THERE, pair
        if there == nowhere:
            return False
    return True


def everybody(busy: Busy) -> Mapping[str, Actor]:
    """Name → who they are: each role, and the colleague elsewhere.

    The ordinary run takes of all roles Marta's alone on PostgreSQL: the questions are the same on both.
    """
    on_server = busy.town.runtime.database.engine.dialect.name == "postgresql"
    names = ["marta"] if on_server and not LONG else ROLES.values()
    cast = {name: busy.town.actor(name) for name in names}
    return {ELSEWHERE: people.actor(busy.town.runtime, ELSEWHERE), **cast}


def test_what_is_there_costs_the_same_questions_as_what_is_not(fuller: Busy, count: Count) -> None:
    """Whoever is not let in; without the long run only where the door of the role would let them pass."""
    busy, found = fuller, dict[tuple[str, Pair], bool]()
    every = list(pairs(busy))
    for name, actor in everybody(busy).items():
        for pair in every:
            if is_theirs(busy, name, pair) or not (LONG or passes_the_door(busy, actor, pair.endpoint)):
                continue
            differing = differ(busy, busy.guest(name), pair)
            if differing is not None:
                found[name, pair] = differing
    assert [(name, pair.endpoint) for (name, pair), differing in found.items() if differing] == []
    looked_at = {pair.endpoint for _, pair in found}
    assert {pair.endpoint for pair in every} - looked_at <= OF_ALL_HOUSES
    count(20, "addresses", len(looked_at))
    count(20, "pairs_of_the_same_cost", len(found))


def test_a_page_that_is_shown_would_be_seen_to_cost_more(fuller: Busy) -> None:
    with statements(fuller.town) as there:
        fuller.guest("caseworker").get(f"/cases/{fuller.named['case_id']}")
    with statements(fuller.town) as nowhere:
        fuller.guest("caseworker").get("/cases/987654321")
    assert len(there) > len(nowhere)


@in_the_long_run
@pytest.mark.parametrize(
    ("name", "endpoint"),
    [
        ("marta", "case.case"),
        ("marta", "letter.letter"),
        ("marta", "change.form"),
        (ELSEWHERE, "case.case"),
        (ELSEWHERE, "claims.claim"),
        (ELSEWHERE, "task.task"),
    ],
)
def test_it_takes_the_same_time(fuller: Busy, count: Count, name: str, endpoint: str) -> None:
    busy = fuller
    guest = busy.guest(name)
    pair = next(one for one in pairs(busy) if one.endpoint == endpoint)
    took: dict[str, list[float]] = {pair.there: [], pair.nowhere: []}
    for _ in range(TIMES):
        for address, times in took.items():
            started = time.perf_counter()
            guest.get(address)
            times.append(time.perf_counter() - started)
    ratio = median(took[pair.there]) / median(took[pair.nowhere])
    count(20, f"slowest {name} {endpoint}: per mille of the time of none", round(1000 * ratio))
    assert 0.8 < ratio < 1.25

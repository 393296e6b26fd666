"""Who is kept off a case tries every address there is, and gets nothing of it; on both databases.

Ilze, a caseworker, has stepped back from Anna's case; somebody with all the roles of an office was kept off
it by the head. For both the case and all that is of it answers like what is not there, no list, search, count
or file tells of it, and nothing that they send changes a row. Everybody else works on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from engine.cases import keeping_off
from engine.domain.rights import PARTIES, Role
from engine.people import people
from engine.people.people import NewAccount
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.kept_off import KeptOff
from engine.runtime import EVERY
from tests.stages import Stages
from tests.web.busy_town import PUBLIC_PAGES, Busy, make_busy
from tests.web.outsiders import MISSING, Outsider, missing
from tests.web.test_outsiders import is_let_in, private_words, rows_of, told_by
from tests.web.town import PASSWORD, QUICK, Town, found_town

KEPT_OFF = ("caseworker", "related")
OF_CASES = frozenset(
    {"case_id", "month_id", "document_id", "question_id", "person_id", "file_id", "line_id", "task_id"}
    | {"incident_id", "kept_id"}
)
"""What an address names that is of Anna's case."""
SENT = {"reason": "x", "words": "x", "tie": "other", "note": "x", "verdict": "sound", "_action": "complete"}
POSTED = {"channel": "simple_letter", "posted_on-day": "9", "posted_on-month": "3", "posted_on-year": "2026"}
NAMES_ACCOUNTS = frozenset({"users.listing", "users.listing_file"})
"""An administrator keeps everybody's accounts, which are of no case."""
WHOLE = frozenset({"claims.file"})
"""What the municipality sends out as a whole, under one hash: numbers of people, no names."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def house(
    request: pytest.FixtureRequest, stages: Stages, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    """A busy town of the test's own, in which two have nothing to do with Anna's case."""
    if request.param == "sqlite":
        stage = stages.on_sqlite().copy(tmp_path_factory.mktemp("kept_off"))
    else:
        stage = stages.on_postgres(request.getfixturevalue("postgres"))
    town = Town(found_town(stage), reload=False).open_pages()
    named = {**make_busy(town), "task_id": done_task(town)}
    office = frozenset(set(Role) - PARTIES - {Role.MINISTRY_OFFICER})
    user_id = people.add(town.runtime, town.tenant, NewAccount("related", "Ieva Lapa", None, office))
    with town.runtime.transaction(EVERY) as session:
        rows.change(session, UserAccount, {"password_hash": QUICK.hash(PASSWORD)}, user_name="related")
    ilze = town.guest("caseworker")
    page = f"/cases/{town.case_id}/kept-off"
    assert page in ilze.get(f"/cases/{town.case_id}").links
    ilze.get(page)
    sent = ilze.post(f"/cases/{town.case_id}/step-back", tie="relative", words="Mana māsa.")
    assert sent.status == 303
    head = town.actor("head")
    keeping_off.keep_off(town.runtime, head, town.case_id, user_id, ("other", "Kopīgs uzņēmums."))
    yield Busy(town, named)
    town.close()


def done_task(town: Town) -> int:
    """A finished task of Anna's case."""
    name, case_id = "check_application", town.case_id
    [found] = town.read(lambda session: rows.every(session, UserTask, element_id=name, case_id=case_id))
    return found.id


def names_case(busy: Busy, endpoint: str, method: str) -> bool:
    return any(
        rule.endpoint == endpoint and method in (rule.methods or ()) and rule.arguments & OF_CASES
        for rule in busy.town.app.url_map.iter_rules()
    )


@pytest.mark.parametrize("who", KEPT_OFF)
def test_they_open_everything_and_are_told_nothing(house: Busy, who: str) -> None:
    outsider = Outsider(house.town.guest(who))
    for endpoint, address in house.rules("GET").items():
        outsider.heard[endpoint] = outsider.guest.get(address)
    differing = set()
    for rule in house.town.app.url_map.iter_rules():
        nowhere = missing(house, rule)
        if nowhere and rule.endpoint in outsider.heard and rule.arguments & OF_CASES:
            there, not_there = outsider.heard[rule.endpoint], outsider.guest.get(nowhere)
            if there.status != 404 or told_by(there) != told_by(not_there):
                differing.add((rule.endpoint, there.status))
    assert differing == set()
    number = house.town.case().case_number
    told = {
        (endpoint, word)
        for endpoint, answer in outsider.heard.items()
        for word in private_words() | {number}
        if endpoint not in NAMES_ACCOUNTS | WHOLE and word in answer.text
    }
    assert told == set()
    assert sum(answer.status == 200 for answer in outsider.heard.values()) > 15  # the rest of the house


@pytest.mark.parametrize("who", KEPT_OFF)
def test_what_they_send_changes_no_row_and_is_answered_like_what_is_not_there(house: Busy, who: str) -> None:
    guest = house.town.guest(who)
    before = rows_of(house.town)
    guest.get("/settings")
    differing, sent = set(), 0
    for rule in house.town.app.url_map.iter_rules():
        nowhere = missing(house, rule)
        if nowhere and "POST" in (rule.methods or ()) and rule.arguments & OF_CASES:
            there, not_there = (
                guest.post(one, **SENT) for one in (house.rules("POST")[rule.endpoint], nowhere)
            )
            sent += 1
            if told_by(there) != told_by(not_there):
                differing.add((rule.endpoint, there.status))
            guest.get("/settings")  # what was told for the next page
    assert rows_of(house.town) == before
    assert differing == set()
    assert sent > 25


@pytest.mark.parametrize("who", KEPT_OFF)
def test_deeds_on_many_things_pass_the_case_by(house: Busy, who: str) -> None:
    guest, town = house.town.guest(who), house.town
    before = rows_of(town)
    guest.get("/settings")
    chosen = guest.post("/months/remind-chosen", month=house.named["month_id"], period="2026-02")
    posted = guest.send(
        f"/post/{house.named['day']}",
        {"csrf_token": guest.token, "letter": house.named["document_id"], **POSTED},
    )
    for deed in ("take", "give_back", "remind", "hand_over"):
        guest.post("/tasks/bulk", task=house.named["task_id"], do=deed, to=house.named["user_id"])
    guest.post("/months/remind", period="2026-02")
    assert rows_of(town) == before
    assert {chosen.status, posted.status} == {404}


@pytest.mark.parametrize("who", KEPT_OFF)
def test_searching_finds_nothing(house: Busy, who: str) -> None:
    guest = house.town.guest(who)
    number = house.town.case().case_number
    for asked in ("Anna", number):
        for place in ("/cases?q=", "/tasks?view=all&q="):
            assert "Bērziņa" not in guest.get(f"{place}{asked}").text
    guest.get("/tasks")
    found = guest.post("/tasks/search", q="010560-11011")
    there, nowhere = (guest.get(f"/tasks?person={one}") for one in (house.named["person_id"], MISSING))
    assert "Bērziņa" not in guest.get(found.goes_to or "/tasks").text
    assert told_by(there) == told_by(nowhere)


def test_everybody_else_works_on(house: Busy) -> None:
    head = house.town.guest("head")
    case = head.get(f"/cases/{house.town.case_id}")
    assert case.status == 200
    assert "Paziņots par interešu konfliktu" in case.text
    page = head.get(f"/cases/{house.town.case_id}/kept-off").text
    assert all(word in page for word in ("Ilze Ozola", "Mana māsa.", "Ieva Lapa", "Kopīgs uzņēmums."))
    assert house.town.guest("auditor").get(f"/cases/{house.town.case_id}").status == 200
    assert "Mana māsa" not in house.town.guest("auditor").get(f"/cases/{house.town.case_id}/kept-off").text
    own = house.town.guest("anna").get(f"/cases/{house.town.case_id}")
    assert own.status == 200
    assert "interešu konfliktu" not in own.text  # that is the office's own matter


def test_the_walk_would_notice_somebody_who_is_not_kept_off(house: Busy) -> None:
    head = Outsider(house.town.guest("head"))
    rules = house.rules("GET")
    named = [one for one in rules if names_case(house, one, "GET") and one not in PUBLIC_PAGES]
    heard = {one: head.guest.get(rules[one]) for one in named}
    let_in = [one for one in named if is_let_in(house, head, f"GET {one}", heard[one])]
    assert len(let_in) > 10
    assert "Bērziņa" in " ".join(answer.text for answer in heard.values())


def test_every_address_that_names_something_of_a_case_is_walked(house: Busy) -> None:
    """A new kind of number in an address is either of a case, or named here."""
    of_none = {"claim_id", "release_id", "proposal_id", "view_id", "deputy_id", "user_id", "draft_id"}
    of_none |= {"provider_id", "municipality_id", "day_id", "number", "year", "integration_id", "plan_id"}
    of_none |= {"amount_id", "tryout_id", "old_id", "new_id", "link_id", "against_id", "scenario_id"}
    of_none |= {"waiting_id", "moved_id", "outbox_id", "district_id"}  # plans, what others are told
    known: Mapping[str, object] = house.named
    found = {
        name
        for rule in house.town.app.url_map.iter_rules()
        for name in rule.arguments
        if type(known.get(name)) is int and missing(house, rule)
    }
    assert found - OF_CASES <= of_none


def test_taken_back_with_a_reason_it_is_seen_again(house: Busy) -> None:
    town = house.town
    ilze, head = town.guest("caseworker"), town.guest("head")
    case = f"/cases/{town.case_id}"
    [kept] = town.read(lambda session: rows.every(session, KeptOff, user_id=town.actor("caseworker").user_id))
    head.get(f"{case}/kept-off")
    assert head.post(f"/kept-off/{kept.id}/end", case=town.case_id, words=" ").goes_to == f"{case}/kept-off"
    assert ilze.get(case).status == 404  # without a reason nothing changed
    assert head.post(f"/kept-off/{kept.id}/end", words="Sajaukta lieta.").status == 303
    assert ilze.get(case).status == 200
    assert "Bērziņa" in ilze.get("/cases").text
    head.get(f"{case}/kept-off")
    assert head.post(f"/kept-off/{kept.id}/end", words="Vēlreiz.").status == 404
    page = head.get(f"{case}/kept-off").text
    assert "Sajaukta lieta." in page  # the past is kept
    [ended] = town.read(lambda session: rows.every(session, KeptOff, id=kept.id))
    assert (ended.words, ended.end_words) == ("Mana māsa.", "Sajaukta lieta.")
    ilze.get(f"{case}/kept-off")
    assert ilze.post(f"{case}/step-back", tie="relative", words="Mana māsa.").status == 303  # as it was

"""Two caseworkers in two districts and the head of all: who finds which case, in lists, files and deeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from engine.cases import case_questions
from engine.domain.rights import Role
from engine.errors import EngineError, NotFound
from engine.inbox import inbox_pages
from engine.people import deputies, people
from engine.people.deputies import DeputyDraft
from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.records import AuditEvent
from engine.runtime import Session
from tests.persistence.plans import listening
from tests.web.parted import OF_IKSKILE, OF_OGRE, Parted, lists, told
from tests.web.test_uploads import FIELD, PDF, sends, stored
from tests.web.town import Guest, Town

LISTED = {
    "cases.listing", "cases.listing_file", "inbox.listing", "inbox.listing_file", "months.listing",
    "months.listing_file", "questions.waiting", "questions.waiting_file",
}  # fmt: skip
"""Where the head reads of both cases, so that a list without them is not empty by chance."""
WHOLE_HOUSE = ("/claims", "/budget", "/exports", "/control", "/retention", "/drafts", "/moves", "/monitor")
OWN_TRACES = frozenset({"web_session", "sent_form"})


@pytest.fixture
def parted(town: Town) -> Parted:
    return Parted(town)


def open_tasks(parted: Parted, case_id: int) -> list[UserTask]:
    def asked(session: Session) -> Sequence[UserTask]:
        return rows.every(session, UserTask, order_by=["id"], case_id=case_id, status=TaskStatus.OPEN)

    return list(parted.town.read(asked))


def case(parted: Parted, case_id: int) -> ServiceCase:
    return parted.town.read(lambda session: session.get_one(ServiceCase, case_id))


def sees(guest: Guest, case_id: int) -> bool:
    answer = guest.get(f"/cases/{case_id}")
    assert answer.status in (200, 404)
    return answer.status == 200


def test_lists_and_files_hold_the_cases_of_ones_district(parted: Parted) -> None:
    ilze, dace = (lists(parted.town.guest(one), parted.town) for one in ("caseworker", "other_caseworker"))
    head = lists(parted.town.guest("head"), parted.town)
    assert told(ilze, OF_IKSKILE) == told(dace, OF_OGRE) == set()
    assert told(ilze, OF_OGRE) & told(dace, OF_IKSKILE) >= LISTED
    assert told(head, OF_OGRE) & told(head, OF_IKSKILE) >= LISTED - {"inbox.listing", "inbox.listing_file"}
    waiting = parted.town.guest("head").get("/tasks?view=waiting")  # colleagues' turn
    assert ("Kārlis" in waiting.text, "Elīna" in waiting.text) == (True, True)


def test_counts_count_what_is_within_reach(parted: Parted) -> None:
    def waiting(name: str) -> int:
        return inbox_pages.how_many(parted.runtime, people.actor(parted.runtime, name)).all

    each = [waiting(name) for name in ("caseworker", "other_caseworker")]
    parted.limit("caseworker")
    assert waiting("caseworker") == sum(each)
    actors = [people.actor(parted.runtime, name) for name in ("caseworker", "other_caseworker", "head")]
    assert [case_questions.how_many(parted.runtime, one) for one in actors] == [2, 1, 2]


def test_a_moved_case_vanishes_for_the_one_and_appears_for_the_other_at_once(parted: Parted) -> None:
    ilze, dace = parted.town.guest("caseworker"), parted.town.guest("other_caseworker")
    assert (sees(ilze, parted.anna), sees(dace, parted.anna)) == (True, False)
    answer = ilze.post(f"/cases/{parted.anna}/district", district=parted.ikskile)
    assert (answer.status, answer.goes_to) == (303, "/cases")
    assert (sees(ilze, parted.anna), sees(dace, parted.anna)) == (False, True)
    assert "Bērziņa" in dace.get("/cases").text
    assert ilze.post(f"/cases/{parted.anna}/district", district=parted.ogre).status == 404
    moved = parted.town.read(lambda session: rows.every(session, AuditEvent, action="case_district_changed"))
    assert moved[-1].details == {"from": "OG", "to": "IK"}


def test_what_a_colleague_held_of_a_moved_case_waits_for_everybody_again(parted: Parted) -> None:
    town = parted.town
    applied = parted.karlis
    parted.put(applied, None)
    ilze, (task, *_) = town.guest("caseworker"), open_tasks(parted, applied)
    ilze.post(f"/tasks/{task.id}/claim")
    dace = people.actor(parted.runtime, "other_caseworker").user_id
    assert ilze.post("/tasks/bulk", do="hand_over", task=task.id, to=dace).status == 303
    assert case(parted, applied).caseworker_user_id == dace  # while it has no district
    parted.put(applied, parted.ogre)
    assert case(parted, applied).caseworker_user_id is None
    assert open_tasks(parted, applied)[0].assignee_id == people.actor(parted.runtime, "caseworker").user_id
    parted.put(applied, parted.ikskile)
    assert open_tasks(parted, applied)[0].assignee_id is None


def test_tasks_are_given_and_cases_handed_over_within_reach_only(parted: Parted) -> None:
    ilze, dace = parted.town.guest("caseworker"), people.actor(parted.runtime, "other_caseworker")
    applied = parted.karlis
    (task, *_) = open_tasks(parted, applied)
    page = ilze.get(f"/tasks?person={parted.town.person_id('karlis')}&lang=en")
    assert f'value="{dace.user_id}"' not in page.text
    given = ilze.post("/tasks/bulk", do="give", task=task.id, to=dace.user_id)
    assert "may not do it" in ilze.get(str(given.goes_to)).text
    over = ilze.post("/tasks/bulk", do="hand_over", task=task.id, to=dace.user_id)
    assert "does not work in the district of the case" in ilze.get(str(over.goes_to)).text
    assert open_tasks(parted, applied)[0].assignee_id is None


def test_forms_that_name_others_cases_inside_change_no_row(parted: Parted) -> None:
    town = parted.town
    ilze, head = town.guest("caseworker"), town.guest("head")
    theirs = open_tasks(parted, parted.elina)
    month = town.month("2026-03").id
    assert theirs
    before = town.dump(but=OWN_TRACES)
    for deed in ("take", "give", "give_back", "put_off", "hand_over", "remind"):
        me = people.actor(parted.runtime, "caseworker").user_id
        ilze.post("/tasks/bulk", do=deed, task=[one.id for one in theirs], to=me, until="2026-04-20")
    assert ilze.post("/months/remind-chosen", month=month).status == 404
    assert ilze.post("/tasks/search", q=OF_IKSKILE[2]).status == 303
    assert town.dump(but=OWN_TRACES) == before
    assert head.post("/months/remind-chosen", month=month).status == 404  # a caseworker's alone


def test_a_personal_code_of_another_district_is_found_no_more_than_an_unknown_one(parted: Parted) -> None:
    ilze = parted.town.guest("caseworker")
    pages = []
    for code in (OF_IKSKILE[2], "010101-10003"):
        found = ilze.post("/tasks/search", q=code)
        pages.append((found.goes_to, ilze.get(str(found.goes_to)).text.count("Nevienam")))
    assert pages[0] == pages[1]
    asked = ilze.get(f"/tasks?person={parted.town.person_id('pauls')}")
    assert not any(word in asked.text for word in OF_IKSKILE)
    assert "Kārlis" in ilze.get(f"/tasks?person={parted.town.person_id('karlis')}").text


def test_a_case_without_a_district_is_everybodys(parted: Parted) -> None:
    ilze, dace = parted.town.guest("caseworker"), parted.town.guest("other_caseworker")
    assert ilze.post(f"/cases/{parted.anna}/district", district="").status == 303
    assert (sees(ilze, parted.anna), sees(dace, parted.anna)) == (True, True)
    assert "Bērziņa" in dace.get("/cases").text
    for nonsense in ("999", "x", "-1", "9" * 30):
        dace.post(f"/cases/{parted.anna}/district", district=nonsense)
    assert sees(dace, parted.anna)


def test_a_retired_district_is_kept_and_not_given_any_more(parted: Parted) -> None:
    sandra, ilze = parted.town.guest("administrator"), parted.town.guest("caseworker")
    sandra.get("/administration/districts")
    assert sandra.post(f"/administration/districts/{parted.ogre}/retire").status == 303
    assert sees(ilze, parted.anna)
    assert "Ogre" in ilze.get(f"/cases/{parted.anna}").text
    assert not sees(ilze, parted.pauls)
    with pytest.raises(EngineError):
        parted.put(parted.pauls, parted.ogre)
    with pytest.raises(EngineError):
        parted.limit("other_caseworker", parted.ogre)
    parted.limit("caseworker", parted.ogre, parted.ikskile)  # what was held stays
    sandra.post(f"/administration/districts/{parted.ogre}/restore")
    parted.put(parted.pauls, parted.ogre)


def test_a_deputy_reaches_what_the_other_reaches_until_it_is_over(parted: Parted) -> None:
    town, today = parted.town, parted.town.today
    away, dace = (people.actor(parted.runtime, one) for one in ("caseworker", "other_caseworker"))
    deputies.name(parted.runtime, away, DeputyDraft(away.user_id, dace.user_id, today, today))
    guest = town.guest("other_caseworker")
    assert (sees(guest, parted.anna), sees(guest, parted.pauls)) == (True, True)
    assert "Bērziņa" in guest.get("/cases").text
    town.on(today + timedelta(days=1))
    assert not sees(town.guest("other_caseworker"), parted.anna)


def test_a_deputy_gains_no_role_that_the_other_has_not(parted: Parted) -> None:
    today = parted.town.today
    parted.limit("other_caseworker", parted.ikskile, roles=(Role.CASEWORKER, Role.HEAD_OF_SERVICE))
    away, dace = (people.actor(parted.runtime, one) for one in ("caseworker", "other_caseworker"))
    deputies.name(parted.runtime, away, DeputyDraft(away.user_id, dace.user_id, today, today))
    found = people.actor(parted.runtime, "other_caseworker").districts
    assert found == {
        (Role.CASEWORKER, parted.ogre),
        (Role.CASEWORKER, parted.ikskile),
        (Role.HEAD_OF_SERVICE, parted.ikskile),
    }
    parted.limit("caseworker")
    found = people.actor(parted.runtime, "other_caseworker").districts
    assert found == {(Role.HEAD_OF_SERVICE, parted.ikskile)}  # whom one stands in for works everywhere


def test_a_limited_head_does_nothing_that_is_of_the_whole_municipality(parted: Parted) -> None:
    parted.limit("head", parted.ogre, roles=(Role.HEAD_OF_SERVICE,))
    head = parted.town.guest("head")
    opened = [answer for answer in lists(head, parted.town).values() if answer.status == 200]
    leads = {href.partition("#")[0] for page in opened for href in page.links if href.startswith("/")}
    leads -= {"/api/v1/openapi.json"}  # of the application beside the pages
    assert len(leads) > 20
    assert [href for href in leads if "lang=" not in href and head.get(href).status == 404] == []
    for place in (
        "/claims",
        "/budget",
        "/exports",
        "/control",
        "/retention",
        "/drafts",
        "/moves",
        "/monitor",
    ):
        assert head.get(place).status == 404, place
    assert (sees(head, parted.anna), sees(head, parted.pauls)) == (True, False)
    assert head.post(f"/cases/{parted.pauls}/hold", reason="x").status == 404
    assert head.post(f"/cases/{parted.karlis}/hold", reason="Slimnīcā").status == 303


def test_whoever_has_no_limits_asks_nothing_about_districts(parted: Parted) -> None:
    for name in ("caseworker", "other_caseworker"):
        parted.limit(name)
    ilze = parted.town.guest("caseworker")
    task = open_tasks(parted, parted.karlis)[0]
    for place in ("/tasks", "/cases", "/months", f"/tasks/{task.id}", "/calendar"):
        with listening(parted.runtime.database) as asked:
            ilze.get(place)
        assert asked
        assert [str(one) for one in asked if "case_district" in one.statement] == [], place


def test_nobody_lends_a_district_of_another_municipality(parted: Parted) -> None:
    with pytest.raises(EngineError):
        parted.limit("caseworker", 987654)
    with pytest.raises(NotFound):
        parted.put(987654, parted.ogre)


def test_a_file_that_one_has_sent_goes_with_its_case(parted: Parted) -> None:
    (task, *_) = open_tasks(parted, parted.karlis)
    ilze, dace = parted.town.guest("caseworker"), parted.town.guest("other_caseworker")
    sends(ilze, f"/tasks/{task.id}", "atzinums.pdf", PDF, _upload=FIELD, _version="1")
    (kept,) = stored(parted.town)
    fetched = [guest.get(f"/uploads/{kept.word}").status for guest in (ilze, dace)]
    parted.put(parted.karlis, parted.ikskile)
    moved = [guest.get(f"/uploads/{kept.word}").status for guest in (ilze, dace)]
    assert (fetched, moved) == ([200, 404], [404, 200])

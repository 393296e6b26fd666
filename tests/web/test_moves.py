"""Plans that move cases, and what differs, on plain pages: without any script, and told what went wrong."""

from __future__ import annotations

import pytest

from tests.moving_cases.releases import CASE, changed, files_of, published, renamed
from tests.web.busy_town import Busy
from tests.web.town import Guest, Town

LETTER = f"processes/{CASE}/letters/application_received.lv.md"


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner before whom two releases and a running case lie."""
    town.apply("anna")
    files = renamed(files_of(town), {"check_application": "look_at_application"})
    published(town, changed(files, LETTER, lambda text: text.replace("nekas nav jādara", "nav nekas jādara")))
    guest = town.guest("process_owner")
    guest.get("/moves")
    return guest


def test_a_plan_is_begun_tried_and_looks_again_by_itself_until_it_is_done(owner: Guest, town: Town) -> None:
    assert owner.post("/moves", what=f"{CASE}/1", to="1").status == 422
    assert owner.post("/moves", what=f"{CASE}/1", to="2").goes_to == "/moves/1"
    page = owner.get("/moves/1")
    assert 'name="place:check_application"' in page.text
    assert owner.post("/moves/1/propose", note="Tāpēc.").status == 409
    wrong = {"place:check_application": "no_such_step", "version": "0"}
    assert owner.post("/moves/1/write", **wrong).status == 422
    assert owner.post("/moves/1/try").goes_to == "/moves/1"
    busy = owner.get("/moves/1")
    assert busy.response.headers["Refresh"] == "5"
    assert "0 no 1 lietām" in busy.text
    assert "Refresh" not in owner.get("/moves/1?still=1").response.headers
    town.works()
    done = owner.get("/moves/1")
    assert "Refresh" not in done.response.headers
    assert "Jaunajā shēmā nav soļa „Pārbaudīt iesniegumu un dokumentus”" in done.text
    assert "nevar pārcelt" in done.text
    assert "Jaunajā shēmā" not in owner.get("/moves/1?state=moves").text


def test_what_differs_is_told_without_a_script(owner: Guest) -> None:
    page = owner.get(f"/release/compare?old=1&new=2&process={CASE}")
    assert "<del>check_application</del>" in page.text
    assert "<ins>look_at_application</ins>" in page.text
    assert "<del>" in page.text.partition(LETTER)[2]
    assert owner.get("/release/compare?old=1&new=9").status == 404
    drawn = owner.get(f"/release/2/diagrams/{CASE}.bpmn")
    assert b"look_at_application" in drawn.response.data


def test_a_draft_says_which_cases_could_go_to_it(owner: Guest) -> None:
    diagram = f"processes/{CASE}/{CASE}.bpmn"
    owner.get("/drafts")
    owner.post("/drafts", title="Citi vārdi")
    text = owner.get(f"/drafts/1/raw/{diagram}").response.get_data(as_text=True)
    same = text.replace('name="Pārbaudīt iesniegumu un dokumentus"', 'name="Apskatīt iesniegumu"')
    owner.post(f"/drafts/1/files/{diagram}", content=same, version="0")
    assert "var pārcelt" in owner.get("/drafts/1/cases").text
    assert "/drafts/1/cases" in owner.get("/drafts/1").links
    assert "Apskatīt iesniegumu</ins>" in owner.get("/drafts/1/compare").text
    gone = same.replace("check_application", "look_at_application")
    owner.post(f"/drafts/1/files/{diagram}", content=gone, version="1")
    assert "nevar pārcelt" in owner.get("/drafts/1/cases").text
    owner.post(f"/drafts/1/files/{diagram}", content="<", version="2")
    assert "vispirms tās salabojiet" in owner.get("/drafts/1/cases").text


def test_what_a_new_plan_needs_is_said_to_whoever_may_begin_one(town: Town, busy: Busy) -> None:
    assert "Lietas var pārcelt, kad ir divi laidieni" in town.guest("process_owner").get("/moves").text
    beside_a_plan = busy.guest("process_owner").get("/moves").text
    assert "divi laidieni" not in beside_a_plan
    assert "Jaunu plānu var sākt" not in beside_a_plan


def test_a_case_is_called_as_elsewhere_and_says_what_it_waits_for(busy: Busy) -> None:
    owner = busy.guest("process_owner")
    month = owner.get("/drafts/1/cases").text
    assert "2026-000001, 2026. gada marts" in month
    waiting = owner.get("/moves/1").text
    assert "2026-000001" in waiting
    assert "neviens darbs nav atvērts: gaida termiņu vai ziņu" in waiting

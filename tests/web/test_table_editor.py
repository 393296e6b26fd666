"""The page of a decision table: tried and proved without any script; its script only for who may change."""

from __future__ import annotations

import pytest

from tests.web.town import Guest, Town
from web.content_policy import EDITOR_POLICY

TABLE = "processes/assessment_questionnaire/support_level.dmn"
CASES = "processes/assessment_questionnaire/support_level.cases.yaml"
PAGE = f"/drafts/1/tables/{TABLE}"


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has begun the draft number 1."""
    guest = town.guest("process_owner")
    guest.get("/drafts")
    guest.post("/drafts", title="Citas robežas")
    guest.get(PAGE)
    return guest


def test_the_page_says_the_rules_in_words_and_what_the_cases_say(owner: Guest) -> None:
    page = owner.get(PAGE)
    assert page.heading == "Atbalsta līmenis"
    assert page.response.headers["Content-Security-Policy"] == EDITOR_POLICY
    assert "“Punktu summa” ir no 12 līdz 23" in page.text
    assert "Kā rakstīts: 6 no 6." in page.text
    assert "tables.js" in page.text
    assert f"/drafts/1/files/{CASES}" in page.links


def test_a_row_is_tried_by_an_ordinary_form(owner: Guest) -> None:
    page = owner.get(f"{PAGE}?try=1&v_score=12")
    assert "Der 2. rinda." in page.text
    assert "1. rinda: neder kolonnā Punktu summa." in page.text
    wrong = owner.get(f"{PAGE}?try=1&v_score=daudz")
    assert "vajadzīgs: vesels skaitlis" in wrong.text
    assert wrong.value("v_score") == "daudz"
    outside = owner.get(f"{PAGE}?try=1&v_score=40")
    assert "nav atbildes" in outside.text


def test_what_was_tried_is_kept_as_a_case_and_taken_out(owner: Guest) -> None:
    sent = {"name": "Pa vidu", "try": "1", "v_score": "18"}
    assert (
        owner.post(f"/drafts/1/table-cases/{TABLE}", **sent).goes_to == f"{PAGE}?try=1&v_score=18#table-cases"
    )
    assert "Kā rakstīts: 7 no 7." in owner.get(PAGE).text
    again = owner.post(f"/drafts/1/table-cases/{TABLE}", **sent)
    assert (again.status, "Divus gadījumus sauc “Pa vidu”" in again.text) == (422, True)
    assert again.value("name") == "Pa vidu"
    wrong = owner.post(f"/drafts/1/table-cases/{TABLE}", **{**sent, "v_score": "x"})
    assert (wrong.status, "vajadzīgs: vesels skaitlis" in wrong.text) == (422, True)
    out = owner.post(f"/drafts/1/table-cases-out/{TABLE}", name="Pa vidu")
    assert out.goes_to == f"{PAGE}#table-cases"
    assert "Kā rakstīts: 6 no 6." in owner.get(PAGE).text


def test_a_case_that_differs_is_red_and_a_file_that_cannot_be_read_is_told(owner: Guest) -> None:
    changed = owner.get(f"/drafts/1/raw/{CASES}").text.replace("coefficient: 2", "coefficient: 3")
    owner.get(f"/drafts/1/files/{CASES}")
    owner.post(f"/drafts/1/files/{CASES}", content=changed, version="0")
    page = owner.get(PAGE).text
    assert "Kā rakstīts: 4 no 6." in page
    assert "“coefficient” ir 2, bet bija gaidīts 3." in page
    owner.post(f"/drafts/1/files/{CASES}", content="cases: 1", version="1")
    page = owner.get(PAGE).text
    assert "Pārbaudes gadījumu failu tādu, kāds tas ir, nevar nolasīt" in page
    assert owner.post(f"/drafts/1/table-cases/{TABLE}", name="x", v_score="1").status == 422
    assert owner.post(f"/drafts/1/table-cases-out/{TABLE}", name="x").status == 422


def test_a_table_that_cannot_be_read_has_its_page(owner: Guest) -> None:
    owner.get(f"/drafts/1/files/{TABLE}")
    owner.post(f"/drafts/1/files/{TABLE}", content="<nonsense", version="0")
    page = owner.get(f"{PAGE}?try=1&v_score=12")
    assert (page.status, "nevar nolasīt" in page.text) == (200, True)


def test_only_tables_have_such_a_page(owner: Guest) -> None:
    for path in (CASES, "forms/monthly_confirmation/confirm_month.json", "processes/x/none.dmn"):
        assert owner.get(f"/drafts/1/tables/{path}").status == 404, path
        assert owner.post(f"/drafts/1/table-cases/{path}", name="x").status == 404, path


def test_whoever_only_reads_may_try_but_not_change(owner: Guest, town: Town) -> None:
    page = town.guest("auditor").get(f"{PAGE}?try=1&v_score=12")
    assert "Der 2. rinda." in page.text
    assert "tables.js" not in page.text
    assert "table-cases/" not in page.text


def test_the_file_and_its_cases_lead_to_the_table(owner: Guest) -> None:
    for path in (TABLE, CASES):
        assert PAGE in owner.get(f"/drafts/1/files/{path}").links

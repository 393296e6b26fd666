"""What the diagram editor asks of the server: its page, what can be chosen, days of a rule, new forms."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from engine.office import days_off
from tests.web.town import Answer, Guest, Town
from web.content_policy import EDITOR_POLICY, PAGE_POLICY

DIAGRAM = "processes/monthly_confirmation/monthly_confirmation.bpmn"
JSON = {"Accept": "application/json"}
FIFTH = "working_day(5, months_after(period, 1))"


@pytest.fixture
def owner(town: Town) -> Guest:
    """A process owner who has begun the draft number 1."""
    guest = town.guest("process_owner")
    guest.get("/drafts")
    guest.post("/drafts", title="Jauns solis")
    guest.get("/drafts/1")
    return guest


def asks(guest: Guest, what: str, **sent: str) -> Answer:
    """What the editor's script sends."""
    headers = {**JSON, "X-CSRF-Token": guest.token}
    return Answer(guest.client.post(f"/drafts/1/{what}/{DIAGRAM}", json=sent, headers=headers))


def told(answer: Answer) -> dict[str, Any]:
    """The answer as JSON."""
    found: dict[str, Any] = answer.response.get_json()
    return found


def test_only_the_editors_page_allows_style_attributes(owner: Guest) -> None:
    page = owner.get(f"/drafts/1/diagrams/{DIAGRAM}")
    assert page.response.headers["Content-Security-Policy"] == EDITOR_POLICY
    assert EDITOR_POLICY.replace("; style-src-attr 'unsafe-inline'", "") == PAGE_POLICY
    text = owner.get(f"/drafts/1/files/{DIAGRAM}")
    assert text.response.headers["Content-Security-Policy"] == PAGE_POLICY
    assert f"/drafts/1/diagrams/{DIAGRAM}" in text.links
    assert "editor.js" in page.text
    assert "editor.js" not in text.text


def test_without_a_script_the_steps_are_there_as_a_list(owner: Guest) -> None:
    page = owner.get(f"/drafts/1/diagrams/{DIAGRAM}")
    assert "Asistents ievada un paraksta mēnesi" in page.text
    assert 'data-step="enter_month"' in page.text
    assert f"/drafts/1/files/{DIAGRAM}" in page.links


def test_a_file_that_is_no_diagram_is_not_drawn(owner: Guest) -> None:
    for path in ("forms/monthly_confirmation/confirm_month.json", "processes/no_such/no_such.bpmn"):
        assert owner.get(f"/drafts/1/diagrams/{path}").status == 404
        assert owner.get(f"/drafts/1/diagram-choices/{path}").status == 404


def test_whoever_only_reads_gets_no_script(owner: Guest, town: Town) -> None:
    page = town.guest("auditor").get(f"/drafts/1/diagrams/{DIAGRAM}")
    assert page.status == 200
    assert "editor.js" not in page.text


def test_operations_are_described_by_what_they_need_give_and_may_end_with(owner: Guest) -> None:
    choices = told(owner.get(f"/drafts/1/diagram-choices/{DIAGRAM}", **JSON))
    operations = {one["value"]: one for one in choices["operations"]}
    pay = operations["calculate_remuneration"]
    assert pay["title"] == "Aprēķināt atlīdzību"
    assert {one["name"]: one["kind"] for one in pay["gives"]}["pay_cents"] == "skaitlis"
    assert "month_id" in {one["name"] for one in pay["needs"]}
    assert pay["errors"] == ["no_rate"]


def test_forms_tables_roles_and_values_are_offered_in_the_language_of_the_page(owner: Guest) -> None:
    owner.get("/settings?lang=en")
    choices = told(owner.get(f"/drafts/1/diagram-choices/{DIAGRAM}", **JSON))
    assert {"value": "finance", "title": "finance"} in choices["roles"]
    assert "confirm_month" in {one["name"] for one in choices["forms"]}
    assert {"eligibility", "support_level"} <= {one["value"] for one in choices["decisions"]}
    (verdict,) = [one for one in choices["values"] if one["name"] == "findings_verdict"]
    assert {"value": "reject", "title": "Do not pay the month"} in verdict["options"]


def test_a_rule_shows_its_next_twelve_days_with_holidays_and_own_days_off(owner: Guest, town: Town) -> None:
    days = told(asks(owner, "diagram-dates", rule=FIFTH))["days"]
    assert len(days) == 12
    assert days[0]["text"].startswith("06.03.2026.")
    assert "februāri" in days[0]["note"]
    days_off.add(
        town.runtime, town.actor("administrator"), date(2026, 3, 4), "Novada diena", is_working=False
    )
    assert told(asks(owner, "diagram-dates", rule=FIFTH))["days"][0]["text"].startswith("09.03.2026.")


def test_a_rule_that_cannot_be_worked_out_says_why(owner: Guest) -> None:
    for rule, words in (
        ("workingday(5, period)", "workingday"),
        ("working_day(5,", "iekavas"),
        ("1 + 1", "Šeit vajadzīgs datums"),
        ("assistant_id", "Šeit vajadzīgs datums"),
        ("__import__('os')", "_"),
    ):
        answer = told(asks(owner, "diagram-dates", rule=rule))
        assert answer["days"] == []
        assert words in answer["error"], rule


def test_a_new_form_is_sound_and_is_made_once(owner: Guest) -> None:
    made = told(asks(owner, "diagram-forms", name="check_account", title="Pārbaudīt kontu", title_en="Check"))
    assert (made["name"], made["title"]) == ("check_account", "Pārbaudīt kontu")
    kept = json.loads(owner.get("/drafts/1/raw/forms/monthly_confirmation/check_account.json").text)
    assert (kept["id"], kept["i18n"]["en"]["title"]) == ("check_account", "Check")
    found = told(owner.get("/drafts/1/findings", **JSON))["findings"]
    mine = [one for one in found if one["file"] == "forms/monthly_confirmation/check_account.json"]
    assert [one for one in mine if one["severity"] == "error"] == []
    assert asks(owner, "diagram-forms", name="check_account", title="Cita").status == 409


def test_a_form_begins_as_a_copy(owner: Guest) -> None:
    asks(owner, "diagram-forms", name="look_again", title="Vēlreiz", title_en="", copied="review_findings")
    kept = json.loads(owner.get("/drafts/1/raw/forms/monthly_confirmation/look_again.json").text)
    assert (kept["id"], kept["title"]) == ("look_again", "Vēlreiz")
    assert "findings_verdict" in json.dumps(kept)


def test_a_form_has_a_name_that_a_file_may_have(owner: Guest) -> None:
    for name in ("../evil", "Activity_0abc", ""):
        assert asks(owner, "diagram-forms", name=name, title="x").status == 422, name


def test_what_cannot_be_read_has_no_outline_but_a_sentence(owner: Guest) -> None:
    file = f"/drafts/1/files/{DIAGRAM}"
    headers = {**JSON, "X-CSRF-Token": owner.token}
    owner.client.post(file, json={"content": "<nonsense", "version": 0}, headers=headers)
    assert "nevar nolasīt" in owner.get(f"/drafts/1/diagram-outline/{DIAGRAM}").text
    assert owner.get(f"/drafts/1/diagrams/{DIAGRAM}").status == 200

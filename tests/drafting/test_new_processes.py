"""A new process from a template, or as a copy: the gate finds only what its owner still has to draw."""

from __future__ import annotations

import pytest

from engine.drafting.drafts import draft_checks, draft_files, drafts
from engine.drafting.templates import process_copies, process_templates
from engine.drafting.templates.process_templates import Wording
from engine.errors import EngineError, InvalidAnswers, Severity
from engine.gate.release import check_files
from engine.releases import deployments
from engine.settings import ROOT
from engine.simulation.scenario_runs import play_all
from tests.processes.driver import Story

VISIT = Wording("Mājas apmeklējums", "Home visit")
TO_DRAW = {"never_begun", "no_scenario"}  # who calls it, and for a whole month or claim what is to come of it


def shipped() -> dict[str, bytes]:
    """The files of the service's own release."""
    return deployments.read_folders(ROOT / "processes", ROOT / "forms")


def test_whatever_a_process_begins_as_nothing_must_be_mended() -> None:
    files, made = shipped(), {}
    for one in process_copies.offered(files):
        process_id, new = process_copies.made(files, one.process_id, VISIT)
        made[one.process_id] = process_id
        assert not new.keys() & files.keys()
        files |= new
    assert sorted(made.values())[:3] == ["home_visit", "home_visit_10", "home_visit_11"]
    found = check_files(files, is_whole=True, is_complete=True)
    assert [one for one in found if one.severity is Severity.ERROR or one.rule not in TO_DRAW] == []
    assert {one.element for one in found if one.rule == "never_begun"} == set(made.values())
    without = {one.element for one in found if one.rule == "no_scenario"}
    assert not without & {made[one] for one in made if one.startswith(("template_", "assessment_"))}


def test_a_template_is_called_all_through_as_the_new_process() -> None:
    files = shipped()
    process_id, new = process_copies.made(files, "template_two_people", Wording("Žēla ķīļa jautājums"))
    assert process_id == "zela_kila_jautajums"
    text = b"".join(new.values()).decode()
    assert "two_people" not in text
    assert "template_" not in text
    assert f'not_same_person_as" value="prepare_{process_id}"' in text
    assert 'name="Žēla ķīļa jautājums"' in text


def test_a_copy_asks_the_same_operations_and_tables_with_steps_of_its_own() -> None:
    files = shipped()
    process_id, new = process_copies.made(files, "assessment_questionnaire", VISIT)
    diagram = new[f"processes/{process_id}/{process_id}.bpmn"].decode()
    assert 'id="assess_need_home_visit"' in diagram
    assert 'value="assess_need_home_visit.json"' in diagram
    assert "<spiffworkflow:calledDecisionId>support_level<" in diagram
    assert 'serviceTaskOperator id="score_assessment"' in diagram
    assert not [path for path in new if path.endswith(".dmn")]


def test_the_scenarios_that_come_along_go_as_written() -> None:
    files = shipped()
    for like in ("template_one_task", "template_two_people", "template_monthly_step", "assessment_child"):
        files |= process_copies.made(files, like, VISIT)[1]
    mine = {path: data for path, data in files.items() if "/scenarios/" not in path or "/home_visit" in path}
    played = play_all(mine)
    assert (len(played), [one for one in played if not one.ok]) == (5, [])


def test_an_owner_puts_it_into_a_draft(story: Story) -> None:
    runtime, owner = story.runtime, story.actor("process_owner")
    draft_id = drafts.begin(runtime, owner, "Apmeklējumi")
    assert process_templates.make(runtime, owner, draft_id, "template_one_task", VISIT) == "home_visit"
    found = draft_checks.findings(runtime, owner, draft_id)
    assert [(one.element, one.rule) for one in found] == [("home_visit", "never_begun")]
    path = "forms/home_visit/do_home_visit.json"
    assert draft_files.read(runtime, owner, draft_id, path).is_changed
    with pytest.raises(InvalidAnswers) as wrong:
        process_templates.make(runtime, owner, draft_id, "home_visits", Wording("", "x" * 81))
    assert set(wrong.value.fields) == {"title", "title_en", "like"}
    drafts.withdraw(runtime, owner, draft_id)
    with pytest.raises(EngineError):
        process_templates.make(runtime, owner, draft_id, "template_one_task", VISIT)


def test_templates_come_first_and_say_what_they_are_for() -> None:
    found = process_copies.offered(shipped())
    assert [one.process_id for one in found if one.is_template] == [
        "template_one_task",
        "template_two_people",
        "template_monthly_step",
    ]
    assert all(one.about.lv and one.about.en and one.title.en for one in found[:3])

"""A task's form on its page: where its start values came from, marks of its parts, both people's answers."""

from __future__ import annotations

import re

from engine.persistence import rows
from engine.persistence.queries import tasks as stored_tasks
from engine.persistence.tables.instances import TaskDraft, UserTask
from tests.processes import old_roads
from tests.processes.roads import REASONS, assessed
from tests.web.town import Town


def at(page: str, key: str) -> str:
    """The page from the question of this name on, a few lines."""
    place = page.index(f'name="{key}')
    return page[max(0, place - 1500) : place + 400]


def test_a_start_value_says_where_it_came_from(town: Town) -> None:
    town.apply()
    town.complete("check_application", application_complete=True)
    town.complete("assess_need", questionnaire={f"q{n:02d}": 1 for n in range(1, 13)}, assessment_note="")
    ilze = town.guest("caseworker")
    town.complete("set_purposes", purposes=["work_study_para"])
    draft = ilze.get(f"/tasks/{town.task('draft_decision').id}").text
    assert "Sistēmas ieteikums pēc lietas datiem." in at(draft, "decision_hours")


def test_the_finished_form_shows_what_was_changed_and_from_what(town: Town) -> None:
    assessed(town)
    task = town.task("draft_decision")
    proposed = town.values("draft_decision")
    town.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons=REASONS,
        decision_hours=60,
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )
    kept = town.read(lambda s: stored_tasks.answers(s, task.id))
    assert kept is not None
    assert kept[1] is not None
    assert kept[1]["origins"]["decision_hours"]["value"] == 80
    page = town.guest("caseworker").get(f"/tasks/{task.id}").text
    changed = page[page.index("Stundas mēnesī") :][:700]
    assert "Mainīts." in changed
    assert "Sākumā bija: 80." in changed
    assert page.count("Mainīts.") == page.count("Sākumā bija: ")


def test_what_was_returned_starts_from_the_draft_and_says_so(town: Town) -> None:
    assessed(town)
    proposed = town.values("draft_decision")
    town.complete(
        "draft_decision",
        decision_outcome="granted",
        decision_reasons=REASONS,
        decision_hours=60,
        valid_from=proposed["proposed_valid_from"],
        valid_to=proposed["proposed_valid_to"],
    )
    town.complete("approve_decision", approval="returned", approval_note="Īsāk.")
    page = town.guest("caseworker").get(f"/tasks/{town.task('draft_decision').id}").text
    assert "No soļa “Sagatavot lēmuma projektu”: Ilze Ozola" in at(page, "decision_hours")


def test_a_step_opened_again_says_that_its_values_are_the_old_answers(town: Town) -> None:
    assessed(town)
    found = town.read(lambda s: rows.every(s, UserTask, element_id="set_purposes", status="completed"))
    head = town.guest("head")
    head.get(f"/tasks/{found[0].id}")
    head.post(f"/tasks/{found[0].id}/reopen", reason="Vēl viens mērķis")
    page = town.guest("caseworker").get(f"/tasks/{town.task('set_purposes').id}").text
    assert re.search(r"Kā šeit atbildēja Ilze Ozola 02\.02\.2026\.", page)


def test_parts_of_a_long_form_are_marked_and_the_marks_are_kept(town: Town) -> None:
    assessed(town)
    head = town.guest("head")
    found = town.read(lambda s: rows.every(s, UserTask, element_id="set_purposes", status="completed"))
    head.get(f"/tasks/{found[0].id}")
    head.post(f"/tasks/{found[0].id}/reopen", reason="Vēl viens mērķis")
    address = f"/tasks/{town.task('set_purposes').id}"
    ilze = town.guest("caseworker")
    ilze.get(address)
    typed = {"purposes": "work_study_para", "_seen": "0", "_version": "1"}
    assert 'name="_seen"' in ilze.get(address).text
    assert ilze.post(f"{address}/draft", **typed).status == 200
    (draft,) = town.read(lambda s: rows.every(s, TaskDraft))
    assert draft.answers["_seen"] == ["0"]
    assert re.search(r'name="_seen" value="0" checked', ilze.get(address).text)
    refused = ilze.post(address, **typed, _action="complete")
    assert refused.status == 422
    assert "vēl ir atzīmēta kā nepabeigta" in refused.text
    del typed["_seen"]
    assert ilze.post(address, **typed, _action="complete").status == 303


def test_a_value_of_the_application_is_told_as_such(old_town: Town) -> None:
    old_roads.applied(old_town)
    old_town.is_waiting_at("check_opinion")
    page = old_town.guest("caseworker").get(f"/tasks/{old_town.task('check_opinion').id}").text
    assert "No 11.01.2021. iesnieguma." in at(page, "residence")

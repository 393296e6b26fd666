"""The office's own work, checked: 0 of n without an assessment, the yearly sample, assessors side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.case_files import controls
from engine.errors import EngineError, InvalidAnswers, NotAllowed
from engine.messages_catalogue import say
from engine.persistence import rows
from engine.persistence.tables.cases import Assessment
from engine.persistence.tables.controls import ControlFile
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY
from engine.upkeep import reports
from tests.processes.agreed import agree
from tests.processes.driver import Story
from tests.processes.roads import SMALLEST_GROUP, assessed, decided, in_force, record_changed
from tests.processes.running_cases import ANNA, ZANE, taken_over


def overview(story: Story, *, year: int = 2026, as_: str = "head") -> controls.Control:
    return controls.overview(story.runtime, story.actor(as_), year)


def test_no_decision_lacks_its_assessment_and_a_planted_one_is_named(story: Story) -> None:
    in_force(story)
    in_force(story, "elina", assistant="liga")
    assessed(story, "pauls", each=0)
    decided(story, "refused")
    found = overview(story)
    assert (found.granted, found.unassessed) == (2, [])
    assert all(one.ok for one in reports.verify(story.runtime))
    with story.runtime.transaction(EVERY) as session:
        planted = """
            INSERT INTO decision (case_id, number, outcome, hours_per_month, issued_on,
              municipality_id, purposes, reasons, steps, release_id)
            SELECT :pauls, '2026-9/L9', 'granted', 80, '2026-02-02',
              municipality_id, purposes, reasons, steps, release_id
            FROM decision WHERE outcome = 'granted' LIMIT 1"""
        session.connection().execute(
            text("DELETE FROM assessment WHERE case_id = :pauls"), {"pauls": story.case_id}
        )
        session.connection().execute(text(planted), {"pauls": story.case_id})
    found = overview(story)
    assert (found.granted, [one.number for one in found.unassessed]) == (3, ["2026-9/L9"])
    assert found.unassessed[0].case_id == story.case_id
    assert overview(story, year=2025).granted == 0
    (check,) = (one for one in reports.verify(story.runtime) if one.name == "decisions_assessed")
    assert (check.ok, say(check.detail, "en")) == (False, "1 of 3 are not sound: 2026-9/L9 (2026-000003)")


def test_an_assessment_after_the_decision_is_none(story: Story) -> None:
    in_force(story)
    with story.runtime.transaction(story.tenant) as session:
        late = rows.first(session, Assessment)
        assert late is not None
        rows.change(session, Assessment, {"at": late.at.replace(month=3)}, id=late.id)
    assert [one.number for one in overview(story).unassessed] == ["2026-000001/L1"]


def test_what_was_taken_over_stands_apart(story: Story) -> None:
    taken_over(story, ANNA, {**ZANE, "assessed_on": ""})
    found = overview(story, year=2025)
    assert (found.granted, found.taken_over) == (0, 2)
    assert [one.number for one in found.taken_over_unassessed] == ["SD/2025/19"]


def test_a_tenth_is_drawn_once_and_who_assists_whom_they_represent_comes_first(story: Story) -> None:
    in_force(story, "elina", assistant="marta")
    own = story.case_id
    agree(story, "anna", "janis")
    agree(story, "pauls", "liga")
    seed = controls.draw(story.runtime, story.actor("head"), "sēkla")
    sample = overview(story).sample
    assert sample is not None
    assert (seed, sample.seed, sample.active_count) == ("sēkla", "sēkla", 3)
    assert [(one.case_id, one.own_assistant, one.place) for one in sample.files] == [(own, True, 1)]
    with pytest.raises(EngineError, match="2026 was drawn before"):
        controls.draw(story.runtime, story.actor("head"))
    story.on(date(2027, 1, 4))
    assert len(controls.draw(story.runtime, story.actor("head"))) == 16
    (event, _) = story.read(lambda s: rows.every(s, AuditEvent, action="sample_drawn", order_by=["id"]))
    assert event.details == {"year": 2026, "seed": "sēkla", "active": 3, "drawn": 1}


def test_nothing_active_nothing_drawn(story: Story) -> None:
    with pytest.raises(EngineError, match="No file is active"):
        controls.draw(story.runtime, story.actor("head"))


def test_a_check_is_recorded_with_who_and_when(story: Story) -> None:
    agree(story, "anna", "janis")
    controls.draw(story.runtime, story.actor("head"))
    (file,) = story.read(lambda s: rows.every(s, ControlFile))
    runtime, auditor = story.runtime, story.actor("auditor")
    for verdict, findings, field in (("", "", "verdict"), ("findings", " ", "findings")):
        with pytest.raises(InvalidAnswers) as refused:
            controls.record_check(runtime, auditor, file.id, verdict=verdict, findings=findings)
        assert list(refused.value.fields) == [field]
    controls.record_check(runtime, auditor, file.id, verdict="findings", findings="Trūkst paraksta.")
    found = overview(story)
    assert found.sample is not None
    (checked,) = found.sample.files
    assert (checked.checked_by, checked.is_sound, checked.findings) == (
        "Rita Siliņa",
        False,
        "Trūkst paraksta.",
    )
    assert checked.checked_at == story.clock.now()
    assert story.read(lambda s: rows.count(s, AuditEvent, action="file_checked", case_id=story.case_id)) == 1


def test_who_may(story: Story) -> None:
    for who in ("caseworker", "finance", "anna", "process_owner"):
        with pytest.raises(NotAllowed):
            overview(story, as_=who)
    with pytest.raises(NotAllowed):
        controls.draw(story.runtime, story.actor("auditor"))
    with pytest.raises(NotAllowed):
        controls.record_check(story.runtime, story.actor("caseworker"), 1, verdict="sound", findings="")


def test_assessors_stand_side_by_side(story: Story, tmp_path: Path) -> None:
    in_force(story)
    assessed(story, "pauls")
    decided(story, hours=60)
    found = overview(story).spread
    assert (found.assessments, found.same_answers, found.unequal_points, found.unequal_hours) == (2, 1, 0, 0)
    assert [(one.assessor, one.assessments) for one in found.rows] == [("Ilze Ozola", None)]
    record_changed(story, tmp_path, *SMALLEST_GROUP, pack="r316")
    assert [(one.assessor, one.assessments) for one in overview(story).spread.rows] == [("Ilze Ozola", 2)]

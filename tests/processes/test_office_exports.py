"""Tables for other registers: what stands in them, the same bytes twice, who took them, small groups."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from engine.errors import EngineError, NotAllowed
from engine.exports import office_exports
from engine.exports.office_exports import COLUMNS, ExportKind
from engine.persistence import rows
from engine.persistence.tables.people import Person
from engine.persistence.tables.records import AuditEvent, ReadLog
from tests.processes.driver import Story
from tests.processes.month_roads import both_sign
from tests.processes.roads import SMALLEST_GROUP, assessed, decided, in_force, record_changed
from tests.processes.running_cases import ZANE, taken_over


def table(story: Story, kind: ExportKind, *, year: int = 2026, as_: str = "head") -> list[dict[str, str]]:
    made = office_exports.taken(story.runtime, story.actor(as_), kind, year)
    return list(csv.DictReader(made.content.decode().splitlines()))


def told(story: Story) -> None:
    """Anna is served, Pauls refused, Zane taken over."""
    in_force(story)
    assessed(story, "pauls", each=0)
    decided(story, "refused")
    taken_over(story, ZANE)


def test_the_register_tells_cases_as_they_stand(story: Story) -> None:
    told(story)
    found = {row["case_number"]: row for row in table(story, ExportKind.REGISTER)}
    assert [row["case_state"] for row in found.values()] == ["active", "refused", "active"]
    anna = found["2026-000001"]
    assert (anna["recipient_personal_code"], anna["assistant_name"]) == ("010560-11011", "Jānis Kalniņš")
    assert (anna["hours_per_month"], anna["decision_number"]) == ("80", "2026-000001/L1")
    assert (anna["contract_first_day"], anna["closed_on"]) == ("2026-02-02", "")
    zane = found["2026-000003"]
    assert (zane["decision_number"], zane["application_date"]) == ("SD/2025/19", "2025-01-28")
    assert found["2026-000002"]["contract_number"] == ""
    assert table(story, ExportKind.REGISTER, year=2024) == []


def test_decisions_are_told_as_of_their_day(story: Story) -> None:
    told(story)
    with story.runtime.transaction(story.tenant) as session:
        moved = {"address": "Jaunā iela 9, Rīga", "family_name": "Cita"}
        rows.change(session, Person, moved, id=story.person_id("anna"))
    anna, pauls = table(story, ExportKind.DECISIONS)
    assert (anna["person_name"], anna["declared_residence"]) == ("Anna Bērziņa", "Upes iela 3, Ogre")
    assert (anna["age"], anna["disability_group"], anna["requested_on"]) == ("65", "I", "2026-02-02")
    assert (anna["outcome"], anna["purposes"]) == ("granted", "work_study_para")
    assert (pauls["outcome"], pauls["hours_per_month"], pauls["valid_until"]) == ("refused", "0", "")
    (zane,) = table(story, ExportKind.DECISIONS, year=2025)
    assert (zane["decision_number"], zane["person_name"]) == ("SD/2025/19", "Zane Āboliņa")


def test_counts_tell_no_small_group(story: Story, tmp_path: Path) -> None:
    in_force(story)
    story.on(date(2026, 2, 28))
    both_sign(story, {"2026-02-03": 600}, period="2026-02")
    found = {(row["indicator"], row["group"]): row["count"] for row in table(story, ExportKind.COUNTS)}
    assert found["applications", "all"] == "1"
    assert found["people_served", "all"] == ""
    assert {found["assistants", "all"], found["hours_served", "all"]} == {""}
    record_changed(story, tmp_path, *SMALLEST_GROUP, pack="r316")
    found = {(row["indicator"], row["group"]): row["count"] for row in table(story, ExportKind.COUNTS)}
    assert (found["people_served", "all"], found["people_served", "child"]) == ("1", "0")
    assert (found["people_refused", "all"], found["hours_served", "all"]) == ("0", "10")


@pytest.mark.parametrize("kind", list(ExportKind))
def test_the_same_data_give_the_same_bytes_under_documented_columns(story: Story, kind: ExportKind) -> None:
    told(story)
    first = office_exports.made(story.runtime, story.tenant, kind, 2026, user_id=None)
    story.days_pass(2)
    again = office_exports.made(story.runtime, story.tenant, kind, 2026, user_id=None)
    assert (first.content, first.sha256) == (again.content, again.sha256)
    heading = first.content.decode().splitlines()[0]
    assert heading.split(",") == list(COLUMNS[kind])


def test_who_took_it_and_whose_data_were_in_it_is_kept(story: Story) -> None:
    told(story)
    table(story, ExportKind.REGISTER)
    read = story.read(lambda s: rows.every(s, ReadLog, purpose="export_register"))
    head = story.actor("head").user_id
    assert {one.user_id for one in read} == {head}
    assert {story.person_id("anna"), story.person_id("janis"), story.person_id("pauls")} < {
        one.person_id for one in read
    }
    (event,) = story.read(lambda s: rows.every(s, AuditEvent, action="table_exported"))
    assert (event.actor_user_id, event.object_id, event.details["rows"]) == (head, "register-2026", 3)
    table(story, ExportKind.COUNTS, as_="auditor")
    assert story.read(lambda s: rows.count(s, ReadLog, purpose="export_counts")) == 0


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (ExportKind.REGISTER, "auditor"),
        (ExportKind.DECISIONS, "caseworker"),
        (ExportKind.COUNTS, "finance"),
        (ExportKind.COUNTS, "anna"),
    ],
)
def test_others_take_nothing(story: Story, kind: ExportKind, who: str) -> None:
    with pytest.raises(NotAllowed):
        table(story, kind, as_=who)
    assert story.read(lambda s: rows.count(s, AuditEvent, action="table_exported")) == 0


def test_a_year_before_the_service_is_refused(story: Story) -> None:
    with pytest.raises(EngineError, match="2012"):
        table(story, ExportKind.COUNTS, year=2012)

"""How a process runs, counted: a small set of cases whose times and ways are known, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from engine.cases import case_holding
from engine.clock import RIGA
from engine.domain.service_month import ServiceMonth
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.monitoring import process_monitor, release_comparison, tallying
from engine.monitoring.process_monitor import Asked, ProcessMonitor, StepFigures
from engine.persistence import audit, rows
from engine.persistence.queries import releases
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.jobs import Incident
from engine.persistence.tables.tallies import ElementTally, TallyMark
from engine.releases import deployments
from engine.runtime import EVERY, Tenant
from tests.postgres import PostgresServer
from tests.processes.driver import Story
from tests.processes.month_roads import both_sign, march
from tests.processes.roads import points
from tests.processes.stage import Stage
from tests.stages import Stages

MONDAY, TUESDAY = date(2026, 2, 2), date(2026, 2, 3)
WINTER = Asked("assistant_service", ServiceMonth(2026, 1), ServiceMonth(2026, 2))


@pytest.fixture
def told(stage: Stage, tmp_path: Path) -> Iterator[Story]:
    """A story whose clock is moved by hand."""
    story = Story(stage.copy(tmp_path), reload=False)
    yield story
    story.close()


@pytest.fixture
def told_on_postgres(postgres: PostgresServer, stages: Stages) -> Iterator[Story]:
    """The same on the other database."""
    story = Story(stages.on_postgres(postgres), reload=False)
    yield story
    story.close()


def at(story: Story, day: date, hour: int, minute: int = 0) -> None:
    """The clock alone: nothing that falls due on the way matters here."""
    story.clock.move_to(datetime.combine(day, time(hour, minute), RIGA))


def count(story: Story) -> int:
    """Seal what happened and count it."""
    with story.runtime.transaction(EVERY) as session:
        audit.seal(session)
    return tallying.count_all(story.runtime)


def seen(story: Story, asked: Asked = WINTER) -> ProcessMonitor:
    return process_monitor.find(story.runtime, story.actor("head"), asked)


def step(found: ProcessMonitor, element_id: str) -> StepFigures:
    (one,) = [one for one in found.steps if one.element.element_id == element_id]
    return one


def ways(found: ProcessMonitor, element_id: str) -> dict[str, int]:
    """The ways that were taken from one place, by what stands right behind it."""
    (one,) = [one for one in found.partings if one.parting.element.element_id == element_id]
    return {taken.way.target_id: taken.count for taken in one.ways if taken.count}


def four_applications(story: Story) -> None:
    """Checked after 2 h, 1 h, 6 h and 7 working days – the last one too late, and with papers missing."""
    applied = [("anna", MONDAY, 9), ("pauls", MONDAY, 11), ("elina", MONDAY, 12), ("karlis", MONDAY, 13)]
    checked = [(0, MONDAY, 11, True), (1, MONDAY, 12, True), (2, TUESDAY, 10, True)]
    cases: dict[int, int] = {}
    deeds: list[tuple[date, int, str, tuple[int, bool] | None]] = [
        (day, hour, who, None) for who, day, hour in applied
    ]
    deeds += [(day, hour, "", (number, complete)) for number, day, hour, complete in checked]
    for day, hour, who, check in sorted(deeds, key=lambda one: (one[0], one[1], one[2] == "")):
        at(story, day, hour)
        if check is None:
            cases[len(cases)] = story.apply(who)
        else:
            story.case_id = cases[check[0]]
            story.complete("check_application", application_complete=check[1])
    at(story, date(2026, 2, 11), 13)
    story.case_id = cases[3]
    story.complete(
        "check_application",
        application_complete=False,
        missing_documents=["commission_opinion"],
        documents_due=date(2026, 2, 25),
    )


def test_medians_ways_and_lateness_of_a_set_that_is_known(told: Story) -> None:
    figures_are_as_played(told)


def test_the_same_on_postgresql(told_on_postgres: Story) -> None:
    figures_are_as_played(told_on_postgres)


def test_what_is_open_on_postgresql(told_on_postgres: Story) -> None:
    what_is_open(told_on_postgres)


def figures_are_as_played(told: Story) -> None:
    """Every figure of the four applications."""
    four_applications(told)
    assert count(told) > 0
    found = seen(told)
    assert found.begun == 4
    checked = step(found, "check_application").counted
    assert (checked.answered, checked.late) == (4, 1)
    assert checked.median == (120 + 360) // 2
    assert checked.minutes == 120 + 60 + 360 + 7 * 480
    assert found.steps[0].element.element_id == "check_application"  # where most time went
    assert ways(found, "is_application_complete") == {"check_eligibility": 3, "request_documents": 1}
    assert ways(found, "who_is_eligible") == {"assess_adult": 2, "assess_child": 1}
    passed = {one.element_id for one in found.never}
    assert "draft_decision" in passed
    assert "check_application" not in passed
    assert (step(found, "check_application").waiting, found.open.standing.by_status) == (0, {"running": 4})
    adults = replace(WINTER, process_id="assessment_questionnaire")
    assert seen(told, adults).begun == 2  # a called process is counted for itself
    assert step(seen(told, adults), "assess_need").waiting == 2
    later = Asked("assistant_service", ServiceMonth(2026, 3), ServiceMonth(2026, 4))
    assert (seen(told, later).begun, seen(told, later).steps[0].counted.answered) == (0, 0)


def test_each_event_is_counted_once_however_it_is_portioned(
    told: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    four_applications(told)
    whole = count(told)
    assert count(told) == 0
    before = tallies(told)
    with told.runtime.transaction(told.tenant) as session:
        for row in rows.every(session, ElementTally):
            session.delete(row)
        for mark in rows.every(session, TallyMark):
            session.delete(mark)
    monkeypatch.setattr(tallying, "PORTION", 3)
    assert count(told) == whole
    assert tallies(told) == before


def tallies(story: Story) -> dict[tuple[str, str], tuple[object, ...]]:
    found = story.read(lambda session: rows.every(session, ElementTally))
    return {
        (one.process_id, one.element_id): (one.passed, one.answered, one.minutes, one.times, one.ways)
        for one in found
    }


def test_what_is_open_is_counted_however_old(told: Story) -> None:
    what_is_open(told)


def what_is_open(told: Story) -> None:
    """Two cases that nobody looks at; one of them is held, and a step of it has failed."""
    at(told, MONDAY, 9)
    told.apply("anna")
    told.apply("pauls")
    assert seen(told).open.timers == []
    case_holding.hold(told.runtime, told.actor("head"), told.case_id, "Strīds tiesā")
    incident_at(told, "calculate_hours")
    at(told, date(2026, 2, 10), 9)
    found = seen(told)
    (waiting,) = found.open.tasks
    assert (waiting.element_id, waiting.role, waiting.count, waiting.overdue) == (
        "check_application", "caseworker", 2, 2,
    )  # fmt: skip
    assert (found.open.standing.by_status, found.open.standing.unmoved) == ({"running": 1, "suspended": 1}, 0)
    (due,) = found.open.timers
    assert (due.element.element_id, due.day, due.count) == ("decision_term_warning", date(2026, 2, 23), 2)
    assert [(one.element_id, number) for one, number in found.open.incidents] == [("calculate_hours", 1)]
    at(told, MONDAY + timedelta(days=31), 9)
    assert seen(told).open.standing.unmoved == 2
    spring = Asked("assistant_service", ServiceMonth(2026, 3), ServiceMonth(2026, 3))
    assert seen(told, spring).open.tasks[0].count == 2


def incident_at(story: Story, element_id: str) -> None:
    """One that waits for somebody, and one that is mended."""
    now = story.clock.now()
    row = {
        "municipality_id": story.tenant.municipality_id, "instance_id": story.instance_id(), "code": "x",
        "element_id": element_id, "sentence": msg("It failed."), "happened_at": now,
    }  # fmt: skip
    with story.runtime.transaction(story.tenant) as session:
        rows.insert_many(session, Incident, [row])
        rows.insert_many(session, Incident, [{**row, "resolved_at": now}])


def second_release(story: Story) -> int:
    """The same files with another letter, used from Tuesday on."""
    with story.runtime.transaction(EVERY) as session:
        files = dict(story.runtime.release(session, 1).files)
        names = {one: one for one in story.runtime.release(session, 1).definitions}
        added = releases.add(
            session, sha256="2" * 64, files=files, processes=names, created_at=story.clock.now(),
            people=(None, None),
        )  # fmt: skip
    deployments.take_into_use(story.runtime, story.tenant, added, TUESDAY)
    return added


def test_two_releases_side_by_side(told: Story) -> None:
    head = told.actor("head")
    assert release_comparison.compare(told.runtime, head, "assistant_service", None, None) is None
    second = second_release(told)
    for who, day, hours in (("anna", MONDAY, 2), ("pauls", TUESDAY, 4)):
        at(told, day, 10)
        told.apply(who)
        at(told, day, 10 + hours)
        told.complete("check_application", application_complete=True)
    told.complete("assess_need", questionnaire=points(0), assessment_note="")
    count(told)
    found = release_comparison.compare(told.runtime, head, "assistant_service", None, None)
    assert found is not None
    assert (found.earlier.release_id, found.later.release_id) == (1, second)
    assert (found.earlier.begun, found.later.begun) == (1, 1)
    (pair,) = [one for one in found.steps if one.element.element_id == "check_application"]
    assert pair.earlier is not None
    assert pair.later is not None
    assert (pair.earlier.median, pair.later.median) == (120, 240)
    taken = {
        (one.parting.element.element_id, one.way.target_id): (one.earlier, one.later) for one in found.ways
    }
    assert taken["is_support_needed", "merge_no_support"] == ((0, 0), (1, 1))
    assert taken["who_is_eligible", "assess_adult"] == ((1, 1), (1, 1))
    of_second = seen(told, replace(WINTER, release_id=second))
    assert (of_second.begun, of_second.drawn) == (1, second)


def test_a_month_is_counted_in_the_month_in_which_it_began(told: Story) -> None:
    march(told)
    both_sign(told)
    count(told)
    asked = Asked("monthly_confirmation", ServiceMonth(2026, 3), ServiceMonth(2026, 3))
    found = seen(told, asked)
    assert (found.begun, found.ended) == (1, 1)
    assert step(found, "confirm_month").counted.answered == 1
    assert seen(told, replace(asked, first=ServiceMonth(2026, 4), last=ServiceMonth(2026, 4))).begun == 0


def test_counts_of_one_municipality_are_nobody_elses(told: Story) -> None:
    told.apply("anna")
    count(told)
    assert told.read(lambda session: rows.count(session, ElementTally)) > 0
    with told.runtime.reading(Tenant(2)) as session:
        assert rows.count(session, ElementTally) == 0
    stranger = replace(told.actor("head"), municipality_id=99)
    with pytest.raises(NotFound):
        process_monitor.find(told.runtime, stranger, WINTER)
    for name in ("caseworker", "finance", "anna"):
        with pytest.raises(NotFound):
            process_monitor.find(told.runtime, told.actor(name), WINTER)


def test_the_count_is_told_with_its_days(told: Story) -> None:
    assert seen(told).kept.counted_to is None
    told.apply("anna")
    count(told)
    kept = seen(told).kept
    assert kept.passes_since == kept.ways_since == kept.counted_to == told.clock.now()
    assert told.read(lambda session: rows.count(session, UserTask)) == 1


def test_the_month_in_which_a_case_began_is_that_of_riga(told: Story) -> None:
    at(told, date(2026, 3, 1), 0, 30)  # in UTC it is February still
    told.apply("anna")
    count(told)
    march, february = (
        replace(WINTER, first=month, last=month) for month in (ServiceMonth(2026, 3), ServiceMonth(2026, 2))
    )
    assert (seen(told, march).begun, seen(told, february).begun) == (1, 0)

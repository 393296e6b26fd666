"""An instance moves from wait to wait, each move one transaction; a failed move has never happened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import pytest

from engine.bpmn.execution import Execution, Progress, RunawayInstance
from engine.bpmn.state import unpacked
from engine.errors import BusinessError, NotFound
from engine.instances import instances
from engine.instances.instances import Move, NewInstance, NotWaiting
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.instances import (
    InstanceStatus,
    TaskAnswers,
    TaskDraft,
    TaskStatus,
    Timer,
    TimerState,
    UserTask,
)
from engine.persistence.tables.jobs import Job
from engine.persistence.tables.records import AuditEvent
from engine.runtime import EVERY, Session, Tenant
from engine.service_tasks.outcome import FollowUp, Outcome, Reading, Values
from engine.tasks import tasks
from engine.tasks.tasks import Sent
from tests.front_door.operations import Explode, MarkDay, marked, nothing, registered
from tests.small_house import SmallHouse

SECRET = "Slepenais vārds kods-zvirbulis"


def answer(house: SmallHouse, element_id: str, who: str, **answers: object) -> Progress:
    task = house.task(element_id)
    return tasks.complete(house.runtime, house.actor(who), task.id, Sent(answers, task.version))


def move_on(house: SmallHouse, element_id: str, **answers: object) -> Progress:
    """The bare move, without the care for answers that tasks.complete takes."""
    task = house.task(element_id)

    def _act(execution: Execution, _session: Session) -> None:
        execution.complete(task.task_uid, answers, user_id=1)

    return instances.advance(house.runtime, house.tenant, task.instance_id, Move("task_completed", act=_act))


def passed(house: SmallHouse, instance_id: int) -> list[list[str]]:
    with house.runtime.reading(EVERY) as session:
        found = rows.every(session, AuditEvent, order_by=["id"], instance_id=instance_id)
        return [event.details["passed"] for event in found]


def snapshot(house: SmallHouse) -> list[tuple[str, object]]:
    """Every row of every table, to see that nothing changed."""
    connection = sqlite3.connect(house.file)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = [(name, row) for name in sorted(names) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608 -- names of the schema itself
    connection.close()
    return found


def test_an_instance_starts_at_its_first_wait(house: SmallHouse) -> None:
    instance_id = house.start(subject="Anna", case_id=None)
    instance, task = house.instance(instance_id), house.task("ask")
    assert (instance.status, instance.version, instance.process_id) == (InstanceStatus.RUNNING, 1, "errand")
    assert (task.instance_id, task.role, task.subject) == (instance_id, "caseworker", "Anna")
    assert (task.title_lv, task.title_en) == ("ask", "Ask")
    assert task.due_at == datetime(2026, 3, 20, 22, 0, tzinfo=UTC)  # until the day ends in Riga
    with house.runtime.reading(EVERY) as session:
        (timer,) = rows.every(session, Timer)
    assert (timer.element_id, timer.due_at) == ("time_to_remind", datetime(2026, 3, 10, 7, 0, tzinfo=UTC))
    assert passed(house, instance_id) == [["begun"]]


@pytest.mark.usefixtures("calm")
def test_an_instance_runs_to_its_end(house: SmallHouse, calm: list[str]) -> None:
    instance_id = house.start()
    answer(house, "ask", "ilze", answer="jā", many_times=3)
    assert house.open_tasks() == ["approve"]
    progress = answer(house, "approve", "valdis", approval="approved")
    assert progress.completed
    assert progress.values == {"answer": "jā", "many_times": 3, "approval": "approved"}
    instance = house.instance(instance_id)
    assert (instance.status, instance.version) == (InstanceStatus.COMPLETED, 3)
    assert instance.ended_at == house.clock.now()
    assert calm == ["note_down"]
    assert passed(house, instance_id) == [["begun"], ["ask", "note_down"], ["approve", "finished"]]
    with house.runtime.reading(EVERY) as session:
        assert rows.count(session, Timer, state=TimerState.WAITING) == 0


@pytest.mark.usefixtures("calm")
def test_answers_are_kept_with_the_task_and_its_draft_goes(house: SmallHouse) -> None:
    house.start()
    ilze, task = house.actor("ilze"), house.task("ask")
    tasks.save_draft(house.runtime, ilze, task.id, Sent({"answer": "varbūt"}, 1))
    tasks.complete(
        house.runtime, ilze, task.id, Sent({"answer": "jā", "many_times": "3"}, 1, channel="paper")
    )
    with house.runtime.reading(house.tenant) as session:
        kept = session.get_one(TaskAnswers, task.id)
        done = session.get_one(UserTask, task.id)
        assert rows.count(session, TaskDraft) == 0
    assert (kept.answers, kept.channel, kept.completed_by) == (
        {"answer": "jā", "many_times": 3},
        "paper",
        ilze.user_id,
    )
    assert (done.status, done.completed_by, done.version) == (TaskStatus.COMPLETED, ilze.user_id, 2)


@pytest.mark.usefixtures("calm")
def test_looking_moves_nothing(house: SmallHouse) -> None:
    instance_id = house.start(answer="vecs")
    before = snapshot(house)
    with house.runtime.reading(house.tenant) as session:
        execution, release = instances.look(house.runtime, session, instance_id)
        assert execution.values() == {"answer": "vecs"}
        assert execution.visited() == {"begun": "completed", "ask": "current", "time_to_remind": "current"}
        assert release.release_id == 1
        with pytest.raises(NotFound):
            instances.look(house.runtime, session, 99)
    assert snapshot(house) == before


def test_a_process_that_is_not_in_the_release_is_refused(house: SmallHouse) -> None:
    new = NewInstance("nowhere", "1", {}, release_id=1)
    with pytest.raises(NotFound, match="nowhere"):
        instances.start(house.runtime, house.tenant, new, Move("instance_started"))


def test_an_instance_of_another_municipality_does_not_exist(house: SmallHouse) -> None:
    instance_id = house.start()
    with pytest.raises(NotFound):
        instances.advance(house.runtime, Tenant(2), instance_id, Move("looked"))


def test_a_stopped_instance_does_not_move(house: SmallHouse) -> None:
    instance_id = house.start()
    with house.runtime.transaction(EVERY) as session:
        rows.change(
            session, type(house.instance(instance_id)), {"status": InstanceStatus.SUSPENDED}, id=instance_id
        )
    with pytest.raises(NotWaiting):
        instances.advance(house.runtime, house.tenant, instance_id, Move("timer_fired"))


def test_somebody_else_was_first_and_the_move_starts_over(house: SmallHouse, calm: list[str]) -> None:
    """The move reads version 1, another commits version 2 in between; the second try builds upon it."""
    instance_id = house.start()
    seen: list[int] = []

    def _act(execution: Execution, session: Session) -> None:
        seen.append(house.instance(instance_id).version)
        if len(seen) == 1:
            answer(house, "ask", "ilze")

    progress = instances.advance(house.runtime, house.tenant, instance_id, Move("looked_in", act=_act))
    assert seen == [1, 2]
    assert [task.element.element_id for task in progress.waits.tasks.values()] == ["approve"]
    assert calm == ["note_down"]
    assert house.instance(instance_id).version == 3


def test_a_move_that_is_always_too_late_gives_up_with_a_sentence(house: SmallHouse) -> None:
    instance_id = house.start()

    def _act(_execution: Execution, _session: Session) -> None:
        with house.runtime.transaction(EVERY) as session:
            version = session.get_one(type(house.instance(instance_id)), instance_id).version
            rows.change(session, type(house.instance(instance_id)), {"version": version + 1}, id=instance_id)

    with pytest.raises(NotWaiting, match="Many people are working"):
        instances.advance(house.runtime, house.tenant, instance_id, Move("too_late", act=_act))
    assert house.instance(instance_id).version == 1 + instances.TRIES


Broken = Callable[[Values, Reading], Outcome]


def _fails_after_reserving(_values: Values, reading: Reading) -> Outcome:
    reading.new_id("contract")
    raise ZeroDivisionError


def _fails_while_writing(_values: Values, reading: Reading) -> Outcome:
    later = FollowUp("send_outbox", {}, unique_key="later")
    return Outcome({"written": True}, effects=[MarkDay("written"), Explode()], follow_ups=[later])


def _sets_what_cannot_travel(_values: Values, _reading: Reading) -> Outcome:
    return Outcome({"pay": 0.1}, effects=[MarkDay("written")])


@pytest.mark.parametrize(
    ("broken", "trouble"),
    [
        (_fails_after_reserving, ZeroDivisionError),
        (_fails_while_writing, RuntimeError),
        (_sets_what_cannot_travel, ValueError),
    ],
)
def test_a_failing_operation_has_never_happened(
    house: SmallHouse, broken: Broken, trouble: type[Exception]
) -> None:
    house.start()
    house.runtime.reserve(house.tenant, "contract")
    before = snapshot(house)
    with registered(note_down=broken), pytest.raises(trouble):
        move_on(house, "ask", answer=SECRET)
    after = snapshot(house)
    assert [row for row in after if row not in before and row[0] != "id_block"] == []
    assert len(before) == len(after)
    assert house.open_tasks() == ["ask"]
    with registered(note_down=nothing):
        answer(house, "ask", "ilze")
    assert house.open_tasks() == ["approve"]


def test_a_business_error_takes_the_road_that_the_diagram_draws(house: SmallHouse) -> None:
    def _refuse(_values: Values, _reading: Reading) -> Outcome:
        raise BusinessError("no_bank_account", msg("There is no account number."))

    instance_id = house.start()
    with registered(note_down=_refuse):
        progress = answer(house, "ask", "ilze")
    assert house.open_tasks() == ["mend"]
    assert progress.values["error_text"] == "There is no account number."
    assert passed(house, instance_id)[-1] == ["ask", "no_account"]
    assert answer(house, "mend", "ilze").completed


def test_a_business_error_that_the_diagram_does_not_know_is_a_failure(house: SmallHouse) -> None:
    def _refuse(_values: Values, _reading: Reading) -> Outcome:
        raise BusinessError("something_else", msg("No."))

    house.start()
    before = snapshot(house)
    with registered(note_down=_refuse), pytest.raises(BusinessError):
        answer(house, "ask", "ilze")
    assert snapshot(house) == before


def test_an_operation_that_nobody_registered_is_a_failure(house: SmallHouse) -> None:
    house.start()
    with pytest.raises(NotFound, match="note_down"):
        answer(house, "ask", "ilze")
    assert house.open_tasks() == ["ask"]


def test_effects_follow_ups_and_the_audit_are_one_transaction_with_the_step(house: SmallHouse) -> None:
    instance_id = house.start()

    def _work(_values: Values, reading: Reading) -> Outcome:
        later = FollowUp("open_months", {"period": "2026-03"}, unique_key="later", run_at=reading.now)
        return Outcome({"done": True}, effects=[MarkDay("first")], follow_ups=[later])

    with registered(note_down=_work):
        answer(house, "ask", "ilze")
    assert marked(house.runtime) == ["first"]
    with house.runtime.reading(EVERY) as session:
        (job,) = rows.every(session, Job)
        event = rows.every(session, AuditEvent, order_by=["-id"], limit=1)[0]
    assert (job.kind, job.payload, job.unique_key, job.municipality_id) == (
        "open_months",
        {"period": "2026-03"},
        "later",
        1,
    )
    assert (event.action, event.instance_id, event.actor_user_id) == (
        "task_completed",
        instance_id,
        house.actor("ilze").user_id,
    )
    assert event.details["passed"] == ["ask", "note_down"]


def test_what_else_a_move_writes_belongs_to_its_transaction(house: SmallHouse) -> None:
    instance_id = house.start()
    before = snapshot(house)

    def _also(session: Session, _progress: Progress) -> None:
        raise KeyError("no room")

    with pytest.raises(KeyError):
        instances.advance(house.runtime, house.tenant, instance_id, Move("moved", also=_also))
    assert snapshot(house) == before


def test_an_operation_reads_what_operations_before_it_asked_for(house: SmallHouse) -> None:
    asked: list[int] = []

    def _count(_values: Values, reading: Reading) -> Outcome:
        asked.append(len(reading.asked))
        return Outcome(effects=[MarkDay("one", after=len(asked))])

    house.start()
    with registered(note_down=_count):
        answer(house, "ask", "ilze")
    assert asked == [0]
    assert marked(house.runtime) == ["one"]


def test_a_process_that_never_rests_is_stopped_and_changes_nothing(house: SmallHouse) -> None:
    house.start("merry_go_round")
    before = snapshot(house)
    with pytest.raises(RunawayInstance, match="without waiting"):
        answer(house, "ask_again", "ilze")
    assert snapshot(house) == before


@pytest.mark.usefixtures("calm")
def test_the_file_holds_nothing_that_people_wrote(house: SmallHouse) -> None:
    """State, answers and drafts are sealed; the diagram is not stored with the instance."""
    house.start(answer=SECRET)
    task = house.task("ask")
    tasks.save_draft(house.runtime, house.actor("ilze"), task.id, Sent({"answer": SECRET}, 1))
    answer(house, "ask", "ilze", answer=SECRET)
    house.runtime.database.close()
    raw = b"".join(path.read_bytes() for path in house.file.parent.glob(f"{house.file.name}*"))
    assert b"note_down" in raw  # the release is there to be read, and this is how it looks
    for hidden in (SECRET.encode(), b"Slepenais", b"zvirbulis"):
        assert hidden not in raw


def test_a_saved_instance_is_small_and_holds_no_diagram(house: SmallHouse) -> None:
    instance_id = house.start(answer="x")
    state = unpacked(house.instance(instance_id).state)
    assert len(state) < 2_000
    assert b"sequenceFlow" not in state
    assert b"BpmnProcessSpec" not in state


def test_the_counter_of_steps_grows_with_every_move(house: SmallHouse, calm: list[str]) -> None:
    instance_id = house.start()
    first = house.instance(instance_id).step_count
    answer(house, "ask", "ilze")
    assert house.instance(instance_id).step_count > first > 0
    assert calm == ["note_down"]


def test_a_start_that_fails_leaves_no_instance(house: SmallHouse) -> None:
    def _act(_execution: Execution, _session: Session) -> None:
        raise KeyError

    before = [row for row in snapshot(house) if row[0] != "id_block"]
    new = NewInstance("errand", "1", {}, release_id=1)
    with pytest.raises(KeyError):
        instances.start(house.runtime, house.tenant, new, Move("instance_started", act=_act))
    assert [row for row in snapshot(house) if row[0] != "id_block"] == before


def test_one_business_key_is_one_instance(house: SmallHouse) -> None:
    new = NewInstance("errand", "the-one", {}, release_id=1)
    start = partial(instances.start, house.runtime, house.tenant, new, Move("instance_started"))
    start()
    before = [row for row in snapshot(house) if row[0] != "id_block"]
    with pytest.raises(Exception, match="UNIQUE"):
        start()
    assert [row for row in snapshot(house) if row[0] != "id_block"] == before

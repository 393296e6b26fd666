"""Elements whose waits live in tables: signals between instances, messages, rounds."""

from __future__ import annotations

from engine.bpmn.execution import Execution
from engine.instances import instances, messages
from engine.instances.instances import Move, NewInstance, Progress
from engine.jobs.worker import WHILE_HELD, drain
from engine.persistence import rows
from engine.persistence.queries import waiting
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.instances import InstanceStatus, MessageWait, ProcessInstance, UserTask
from engine.persistence.tables.jobs import Job
from engine.releases import deployments
from engine.runtime import EVERY, Session, Tenant
from engine.tasks import tasks
from engine.tasks.tasks import Sent
from tests.bpmn import drawing as draw
from tests.small_house import SmallHouse, Template, form, store_release

DECIDED = draw.root_signal("decided")


def _release(house: SmallHouse, diagrams: dict[str, bytes], *forms: tuple[str, str, tuple[str, ...]]) -> int:
    files = {f"processes/{name}/{name}.bpmn": data for name, data in diagrams.items()}
    for process_id, task_id, keys in forms:
        files[f"forms/{process_id}/{task_id}.json"] = form(task_id, *keys)
    return store_release(house.runtime, files)


def _start(house: SmallHouse, release_id: int, process_id: str, **values: object) -> int:
    key = f"key-{house.runtime.reserve(house.tenant, 'user_task')}"
    new = NewInstance(process_id, key, values, release_id=release_id)
    return instances.start(house.runtime, house.tenant, new, Move("instance_started"))


def _answer(house: SmallHouse, task: UserTask, **answers: object) -> Progress:
    return tasks.complete(house.runtime, house.actor("ilze"), task.id, Sent(answers, task.version))


def _listener() -> bytes:
    body = draw.start() + draw.catch("told", draw.signal("decided")) + draw.user("act", role="caseworker")
    return draw.diagram(
        "listener", body + draw.end() + draw.chain("begun", "told", "act", "finished"), roots=DECIDED
    )


def _teller(**properties: str) -> bytes:
    body = draw.start() + draw.user("decide", role="caseworker")
    body += draw.throw("tell", draw.signal("decided"), **properties) + draw.end()
    return draw.diagram("teller", body + draw.chain("begun", "decide", "tell", "finished"), roots=DECIDED)


def _told(house: SmallHouse, teller: bytes) -> int:
    """A release with both, two listeners, and the teller's task done; gives the number of jobs."""
    diagrams = {"listener": _listener(), "teller": teller}
    release_id = _release(house, diagrams, ("teller", "decide", ("note",)), ("listener", "act", ("note",)))
    for _ in range(2):
        _start(house, release_id, "listener")
    _start(house, release_id, "teller")
    assert _waits(house) == ["signal decided", "signal decided"]
    _answer(house, house.task("decide"))
    with house.runtime.reading(EVERY) as session:
        return rows.count(session, Job, kind="hear_signal")


def _waits(house: SmallHouse) -> list[str]:
    with house.runtime.reading(EVERY) as session:
        return [one.message_name for one in rows.every(session, MessageWait, order_by=["id"])]


def test_a_signal_for_the_municipality_wakes_every_instance_that_waits_for_it(house: SmallHouse) -> None:
    assert _told(house, _teller(reach="municipality")) == 2
    assert house.open_tasks() == []
    drain(house.runtime, "test")
    assert house.open_tasks() == ["act", "act"]
    assert _waits(house) == []


def test_a_signal_without_reach_stays_in_its_instance(house: SmallHouse) -> None:
    assert _told(house, _teller()) == 0
    assert _waits(house) == ["signal decided", "signal decided"]


def test_a_signal_does_not_leave_its_municipality(house: SmallHouse) -> None:
    diagrams = {"listener": _listener(), "teller": _teller(reach="municipality")}
    release_id = _release(house, diagrams, ("teller", "decide", ("note",)), ("listener", "act", ("note",)))
    with house.runtime.transaction(EVERY) as session:
        session.add(Municipality(code="tukums", name="Tukuma novads", email="sd@tukums.example", address="x"))
    elsewhere = NewInstance("listener", "key-elsewhere", {}, release_id=release_id)
    other = instances.start(house.runtime, Tenant(2), elsewhere, Move("instance_started"))
    ours = _start(house, release_id, "listener")
    _start(house, release_id, "teller")
    _answer(house, house.task("decide"))
    drain(house.runtime, "test")
    with house.runtime.reading(EVERY) as session:
        assert [one.instance_id for one in rows.every(session, UserTask, element_id="act")] == [ours]
        assert [one.instance_id for one in rows.every(session, MessageWait)] == [other]
        of_ours = waiting.signal_waits(session, "signal decided", municipality_id=1, but_of=0)
        assert list(of_ours) == []  # in a session that sees every municipality too


def test_a_signal_waits_for_an_instance_that_is_held(house: SmallHouse) -> None:
    assert _told(house, _teller(reach="municipality")) == 2
    with house.runtime.transaction(EVERY) as session:
        held = rows.every(session, MessageWait, order_by=["id"])[0].instance_id
        rows.change(session, ProcessInstance, {"status": InstanceStatus.SUSPENDED}, id=held)
    drain(house.runtime, "test")
    assert house.open_tasks() == ["act"]
    with house.runtime.transaction(EVERY) as session:
        rows.change(session, ProcessInstance, {"status": InstanceStatus.RUNNING}, id=held)
    house.clock.pass_time(WHILE_HELD)
    drain(house.runtime, "test")
    assert house.open_tasks() == ["act", "act"]


def test_a_signal_that_is_told_late_finds_nobody_and_does_no_harm(house: SmallHouse) -> None:
    assert _told(house, _teller(reach="municipality")) == 2
    with house.runtime.reading(EVERY) as session:
        first = rows.every(session, MessageWait, order_by=["id"])[0]

    def _hear(execution: Execution, _session: Session) -> None:
        assert execution.hear("decided", first.task_uid)

    hear = Move("signal_heard", act=_hear)
    instances.advance(house.runtime, house.tenant, first.instance_id, hear)
    drain(house.runtime, "test")
    assert house.open_tasks() == ["act", "act"]
    with house.runtime.reading(EVERY) as session:
        assert {one.state for one in rows.every(session, Job, kind="hear_signal")} == {"done"}


def test_rounds_are_tasks_of_the_inbox_and_their_answers_come_together(house: SmallHouse) -> None:
    rounds = draw.rounds(over="people", item="subject", output="found", answer="many_hours")
    body = draw.start() + draw.repeated(draw.user("visit", role="caseworker"), rounds)
    body += draw.user("sum_up", role="caseworker") + draw.end()
    data = draw.diagram("visits", body + draw.chain("begun", "visit", "sum_up", "finished"))
    release_id = _release(
        house, {"visits": data}, ("visits", "visit", ("many_hours",)), ("visits", "sum_up", ("note",))
    )
    instance_id = _start(house, release_id, "visits", people=["Anna", "Juris"])
    with house.runtime.reading(EVERY) as session:
        found = {one.subject: one for one in rows.every(session, UserTask)}
    assert set(found) == {"Anna", "Juris"}
    _answer(house, found["Juris"], many_hours=2)
    assert house.open_tasks() == ["visit"]
    progress = _answer(house, found["Anna"], many_hours=1)
    assert progress.values["found"] == [1, 2]
    assert _answer(house, house.task("sum_up")).completed
    assert house.instance(instance_id).status is InstanceStatus.COMPLETED


def _visits(answers: str) -> bytes:
    rounds = draw.rounds(over="people", item="subject", output=answers, answer="many_hours")
    body = draw.start() + draw.repeated(draw.user("visit", role="caseworker"), rounds) + draw.end()
    return draw.diagram("visits", body + draw.chain("begun", "visit", "finished"))


def test_rounds_that_began_before_a_new_release_and_a_restart_end_as_they_began(
    template: Template, house: SmallHouse
) -> None:
    visit = ("visits", "visit", ("many_hours",))
    old = _release(house, {"visits": _visits("found")}, visit)
    instance_id = _start(house, old, "visits", people=["Anna", "Juris"])
    with house.runtime.reading(EVERY) as session:
        answered, waiting_still = rows.every(session, UserTask, instance_id=instance_id, order_by=["id"])
    _answer(house, answered, many_hours=1)
    new = _release(house, {"visits": _visits("found_anew")}, visit)
    deployments.take_into_use(house.runtime, house.tenant, new, house.clock.now().date())
    house.runtime.database.close()

    again = template.open(house.file, fresh=True)
    begun_after = _start(again, new, "visits", people=["Zane"])
    assert "found_anew" in _answer(again, again.task("visit", begun_after), many_hours=3).values
    progress = _answer(again, waiting_still, many_hours=2)
    assert (progress.values["found"], progress.completed) == ([1, 2], True)
    assert "found_anew" not in progress.values
    again.runtime.database.close()


def test_a_message_reaches_the_round_that_waits_under_its_key(house: SmallHouse) -> None:
    waiting = draw.catch("came", draw.message("reply"), correlation_key="person")
    inner = draw.start("s") + waiting + draw.end("e") + draw.chain("s", "came", "e")
    rounds = draw.rounds(over="people", item="person")
    body = draw.start() + draw.repeated(draw.sub("each", inner), rounds) + draw.end()
    roots = draw.root_message("reply")
    data = draw.diagram("replies", body + draw.chain("begun", "each", "finished"), roots=roots)
    instance_id = _start(house, _release(house, {"replies": data}), "replies", people=["Anna", "Juris"])
    for name in ("Juris", "Anna"):
        assert messages.correlate(house.runtime, house.tenant, "reply", name, {}) == instance_id
    assert house.instance(instance_id).status is InstanceStatus.COMPLETED
    assert _waits(house) == []

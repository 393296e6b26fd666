"""A job takes effect once; what fails is tried again with pauses, then a person is told."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from engine.bpmn.execution import RunawayInstance
from engine.errors import EngineError
from engine.jobs import handlers, worker
from engine.jobs.at_hand import AtHand
from engine.jobs.done import finish
from engine.jobs.failures import sentence_of
from engine.jobs.tick import tick
from engine.jobs.worker import drain, work_once
from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.tables.jobs import Incident, Job, JobState
from engine.queue.port import LEASE, MAX_ATTEMPTS, LeasedJob, LeaseLost, NewJob
from engine.runtime import EVERY, Runtime
from engine.service_tasks.outcome import Outcome, Reading, Values
from tests.front_door.operations import MarkDay, marked, registered
from tests.small_house import SmallHouse

REMINDED = datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
SECRET = "Anna Bērziņa 010560-11011"


def the_job(house: SmallHouse) -> Job:
    with house.runtime.reading(EVERY) as session:
        (job,) = rows.every(session, Job)
    return job


def incidents(house: SmallHouse) -> list[Incident]:
    with house.runtime.reading(EVERY) as session:
        return list(rows.every(session, Incident, order_by=["id"]))


def enqueue(house: SmallHouse, kind: str = "errand", **more: object) -> int:
    with house.runtime.transaction(EVERY) as session:
        job_id = house.runtime.queue.enqueue(session, NewJob(kind, **more), now=house.clock.now())  # type: ignore[arg-type]
    assert job_id is not None
    return job_id


Handler = Callable[[Runtime, LeasedJob], None]


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch) -> Callable[[Handler], None]:
    """Lets a handler of the test do the jobs of the kind `errand`."""

    def _handle(handler: Handler) -> None:
        monkeypatch.setitem(handlers.HANDLERS, "errand", handler)

    return _handle


def test_without_a_job_there_is_nothing_to_do(house: SmallHouse) -> None:
    assert not work_once(house.runtime, "w")


def test_a_job_waits_for_its_time(house: SmallHouse, handle: Callable[[Handler], None]) -> None:
    done: list[int] = []

    def note(runtime: Runtime, job: LeasedJob) -> None:
        done.append(job.job_id)
        finish(runtime, job)

    handle(note)
    job_id = enqueue(house, run_at=house.clock.now() + timedelta(hours=1))
    assert not work_once(house.runtime, "w")
    house.clock.pass_time(timedelta(hours=1))
    assert work_once(house.runtime, "w")
    assert not work_once(house.runtime, "w")
    assert done == [job_id]
    assert the_job(house).state is JobState.DONE


def _remind_badly(_values: Values, _reading: Reading) -> Outcome:
    raise ZeroDivisionError(SECRET)


def test_a_failed_step_is_tried_five_times_with_growing_pauses_then_told(
    house: SmallHouse, caplog: pytest.LogCaptureFixture
) -> None:
    instance_id = house.start()
    house.clock.move_to(REMINDED)
    tick(house.runtime)
    pauses = []
    with registered(remind=_remind_badly):
        for attempt in range(1, MAX_ATTEMPTS + 1):
            assert work_once(house.runtime, "w")
            job = the_job(house)
            assert job.attempts == attempt
            if attempt < MAX_ATTEMPTS:
                assert job.state is JobState.READY
                assert incidents(house) == []
                assert not work_once(house.runtime, "w")
                pauses.append(job.run_at - house.clock.now())
                house.clock.move_to(job.run_at)
    assert all(later > 3 * sooner for sooner, later in pairwise(pauses))
    assert pauses[0] >= timedelta(seconds=10)
    assert the_job(house).state is JobState.DEAD
    (incident,) = incidents(house)
    assert (incident.municipality_id, incident.instance_id, incident.job_id) == (
        1,
        instance_id,
        the_job(house).id,
    )
    assert (incident.element_id, incident.code) == ("time_to_remind", "ZeroDivisionError")
    assert incident.happened_at == house.clock.now()
    assert "Mend the cause, then try it again" in str(incident.sentence)
    logged = [vars(record) for record in caplog.records]
    assert [one["message"] for one in logged] == ["job_failed"] * MAX_ATTEMPTS
    for told in (str(incident.sentence), str(the_job(house).last_error), str(logged)):
        assert "Anna" not in told
    assert "_remind_badly" in str(the_job(house).last_error)


def test_a_revived_job_that_works_does_what_was_left_undone(house: SmallHouse) -> None:
    house.start()
    house.clock.move_to(REMINDED)
    with registered(remind=_remind_badly):
        _give_up(house)
    with house.runtime.transaction(house.tenant) as session:  # by a person of the municipality
        assert house.runtime.queue.revive(session, the_job(house).id, now=house.clock.now())
    with registered(remind=lambda _values, _reading: Outcome(effects=[MarkDay("reminded")])):
        drain(house.runtime)
    assert marked(house.runtime) == ["reminded"]
    assert the_job(house).state is JobState.DONE
    (incident,) = incidents(house)
    assert (incident.resolved_at, incident.resolved_by) == (house.clock.now(), None)


@pytest.mark.parametrize(
    ("guard", "most", "words"),
    [
        ("MAX_STEPS", 0, "without waiting for anybody"),
        ("MAX_DEPTH", 3, "round its loop too often (3 steps"),
    ],
)
def test_a_process_that_runs_away_becomes_an_incident(
    house: SmallHouse, monkeypatch: pytest.MonkeyPatch, guard: str, most: int, words: str
) -> None:
    house.start()
    monkeypatch.setattr(f"engine.bpmn.execution.{guard}", most)
    house.clock.move_to(REMINDED)
    with registered(remind=lambda _values, _reading: Outcome()):
        _give_up(house)
    (incident,) = incidents(house)
    assert incident.code == RunawayInstance.__name__
    assert words in str(incident.sentence)


def test_a_kind_that_nobody_handles_is_a_failure_too(house: SmallHouse) -> None:
    enqueue(house, "fly_to_the_moon", municipality_id=1, max_attempts=1)
    work_once(house.runtime, "w")
    assert the_job(house).state is JobState.DEAD
    assert [one.code for one in incidents(house)] == ["KeyError"]


def test_a_job_of_no_municipality_is_told_in_the_log(
    house: SmallHouse, handle: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    handle(_always_broken)
    enqueue(house, max_attempts=1)
    work_once(house.runtime, "w")
    assert incidents(house) == []
    (told,) = caplog.records
    about = vars(told)["about"]
    assert (told.message, about["kind"], about["attempt"]) == ("job_failed", "errand", 1)
    assert "_always_broken" in about["places"][-1]


def test_effect_and_done_are_one_transaction(house: SmallHouse, handle: Callable[[Handler], None]) -> None:
    """The handler wrote and then failed: nothing of it is left, and the job is still to be done."""

    def _half(runtime: Runtime, job: LeasedJob) -> None:
        with runtime.transaction(EVERY) as session:
            rows.change(session, Job, {"last_error": "half"}, id=job.job_id)
            runtime.queue.finish(session, job, now=runtime.clock.now())
            raise OSError

    handle(_half)
    enqueue(house)
    work_once(house.runtime, "w")
    job = the_job(house)
    assert (job.state, job.attempts) == (JobState.READY, 1)
    assert str(job.last_error).startswith("OSError")


def test_a_worker_that_lost_its_lease_changes_nothing(
    house: SmallHouse, handle: Callable[[Handler], None], caplog: pytest.LogCaptureFixture
) -> None:
    """The first worker falls asleep over its job; the second takes over; the first wakes and is refused."""
    done: list[str] = []

    def _slow(runtime: Runtime, job: LeasedJob) -> None:
        if not done:
            done.append("first")
            house.clock.pass_time(LEASE + timedelta(seconds=1))
            assert work_once(runtime, "second")
        else:
            done.append("second")
        finish(runtime, job)

    handle(_slow)
    enqueue(house)
    assert work_once(house.runtime, "first")
    job = the_job(house)
    assert done == ["first", "second"]
    assert (job.state, job.worker, job.attempts) == (JobState.DONE, "second", 2)
    assert [told.message for told in caplog.records] == ["job_taken_over"]


def test_a_lease_is_prolonged_while_the_job_is_done(
    house: SmallHouse, handle: Callable[[Handler], None]
) -> None:
    at_hand = AtHand()
    seen: list[object] = []

    def _long(runtime: Runtime, job: LeasedJob) -> None:
        for _ in range(4):
            house.clock.pass_time(LEASE / 2)
            seen.append(at_hand.prolong(runtime))
            seen.append(work_once(runtime, "second"))
        finish(runtime, job)

    handle(_long)
    enqueue(house)
    work_once(house.runtime, "first", at_hand)
    assert seen == [True, False] * 4
    assert (the_job(house).state, the_job(house).worker) == (JobState.DONE, "first")
    assert not at_hand.prolong(house.runtime)


def test_a_lease_that_is_lost_is_not_prolonged(house: SmallHouse, handle: Callable[[Handler], None]) -> None:
    at_hand = AtHand()
    seen: list[bool] = []

    def _asleep(runtime: Runtime, job: LeasedJob) -> None:
        if not seen:
            house.clock.pass_time(LEASE * 2)
            seen.append(True)
            work_once(runtime, "second")
            seen.append(at_hand.prolong(runtime))
            raise LeaseLost
        finish(runtime, job)

    handle(_asleep)
    enqueue(house)
    work_once(house.runtime, "first", at_hand)
    assert seen == [True, False]
    assert the_job(house).worker == "second"


def test_a_job_whose_workers_all_fell_silent_is_told(house: SmallHouse) -> None:
    instance_id = house.start()
    enqueue(house, municipality_id=1, instance_id=instance_id, payload={"element": "ask"})
    for _ in range(MAX_ATTEMPTS):
        with house.runtime.transaction(EVERY) as session:
            assert house.runtime.queue.claim(session, worker="silent", now=house.clock.now())
        house.clock.pass_time(LEASE + timedelta(seconds=1))
    assert not work_once(house.runtime, "next")  # takes the lease back for good
    tick(house.runtime)
    tick(house.runtime)
    (incident,) = incidents(house)
    assert (incident.code, incident.instance_id, incident.element_id) == ("worker_silent", instance_id, "ask")
    assert "Find out why" in str(incident.sentence)


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (EngineError(msg("There is no account number.")), msg("There is no account number.")),
        (
            KeyError(SECRET),
            msg(
                "A step failed for a technical reason ({kind}). Mend the cause, then try it again.",
                kind="KeyError",
            ),
        ),
    ],
)
def test_people_are_told_our_own_sentences_only(trouble: Exception, sentence: Message) -> None:
    assert sentence_of(trouble) == sentence


def test_drain_ends_when_nothing_is_due(house: SmallHouse, calm: list[str]) -> None:
    for _ in range(3):
        house.start()
    house.clock.move_to(REMINDED)
    assert drain(house.runtime, most=1) >= 1
    drain(house.runtime)
    assert calm == ["remind"] * 3
    assert drain(house.runtime) == 0


def test_a_worker_is_named_for_its_process() -> None:
    assert worker.worker_name().rpartition(":")[2].isdigit()


def _give_up(house: SmallHouse) -> None:
    tick(house.runtime)
    for _ in range(MAX_ATTEMPTS):
        house.clock.move_to(max(house.clock.now(), the_job(house).run_at))
        assert work_once(house.runtime, "w")


def _always_broken(_runtime: Runtime, _job: LeasedJob) -> None:
    raise OSError


@pytest.fixture(autouse=True)
def _listening(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)

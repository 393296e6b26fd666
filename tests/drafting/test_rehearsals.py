"""A rehearsal is a job: beside the worker, repeated after a death, never in the way of others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from engine.drafting.publishing import draft_outlook, rehearsals
from engine.drafting.publishing.rehearsals import KIND, RehearsalState
from engine.jobs import rehearsals as playing
from engine.jobs.aside import Aside
from engine.jobs.worker import work_once
from engine.persistence import rows
from engine.persistence.tables.jobs import Job, JobState
from engine.queue.port import LEASE, NewJob
from engine.runtime import EVERY
from tests.drafting.changing import LETTER, PLAYED, begun, files_of, swap, without_long_scenarios
from tests.processes.driver import Story

SLEEPER = "import time; time.sleep(600)"


def asked(story: Story) -> int:
    """A draft of which one scenario is to be played."""
    draft_id = begun(story)
    without_long_scenarios(story, draft_id)
    rehearsals.ask(story.runtime, story.actor("process_owner"), draft_id)
    return draft_id


def state(story: Story, draft_id: int) -> RehearsalState:
    return draft_outlook.find(story.runtime, story.actor("process_owner"), draft_id).rehearsal.state


def jobs(story: Story) -> list[tuple[JobState, int]]:
    found = story.read(lambda session: rows.every(session, Job, kind=KIND, order_by=["id"]))
    return [(one.state, one.attempts) for one in found]


@pytest.fixture
def sleeping(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Players that never come to an end."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(_module: str, _folder: str) -> subprocess.Popen[bytes]:
        begun.append(subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE))  # noqa: S603
        return begun[-1]

    monkeypatch.setattr(playing, "started", start)
    yield begun
    for process in begun:
        process.kill()
        process.wait()


def test_a_scenario_that_goes_otherwise_is_told_with_its_file(story: Story) -> None:
    draft_id = begun(story)
    without_long_scenarios(story, draft_id)
    swap(story, draft_id, PLAYED, "{case: active}", "{case: ended}")
    rehearsals.ask(story.runtime, story.actor("process_owner"), draft_id)
    assert work_once(story.runtime, "worker")
    outlook = draft_outlook.find(story.runtime, story.actor("process_owner"), draft_id)
    assert outlook.rehearsal.state is RehearsalState.RED
    assert {one.file for one in outlook.rehearsal.findings} == {PLAYED}


def test_asked_twice_it_is_played_once(story: Story) -> None:
    draft_id = asked(story)
    rehearsals.ask(story.runtime, story.actor("process_owner"), draft_id)
    assert jobs(story) == [(JobState.READY, 0)]
    swap(story, draft_id, LETTER, "Tagad", "Pagaidām")
    rehearsals.ask(story.runtime, story.actor("process_owner"), draft_id)
    assert len(jobs(story)) == 2


def test_a_player_that_dies_is_tried_again(
    story: Story, sleeping: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_id = asked(story)
    killer = threading.Thread(target=_kill_first, args=(sleeping,))
    killer.start()
    assert work_once(story.runtime, "worker")
    killer.join()
    assert jobs(story) == [(JobState.READY, 1)]
    assert state(story, draft_id) is RehearsalState.NEVER
    monkeypatch.undo()
    story.days_pass(1)
    assert state(story, draft_id) is RehearsalState.GREEN


def _kill_first(sleeping: list[subprocess.Popen[bytes]]) -> None:
    while not sleeping:
        os.sched_yield()
    os.kill(sleeping[0].pid, signal.SIGKILL)


def test_a_worker_that_was_killed_leaves_the_job_to_another(story: Story) -> None:
    """kill -9 of the worker: its lease runs out, and the next one plays from the beginning."""
    draft_id = asked(story)
    with story.runtime.transaction(EVERY) as session:
        story.runtime.queue.claim(session, worker="killed", now=story.runtime.clock.now())
    assert not work_once(story.runtime, "other")
    story.clock.pass_time(LEASE + timedelta(seconds=1))
    assert work_once(story.runtime, "other")
    assert state(story, draft_id) is RehearsalState.GREEN
    assert jobs(story) == [(JobState.DONE, 2)]


def test_other_jobs_do_not_wait_for_it_and_a_stop_gives_it_back(
    story: Story, sleeping: list[subprocess.Popen[bytes]]
) -> None:
    asked(story)
    aside, runtime = Aside(), story.runtime
    assert work_once(runtime, "worker", None, aside)
    with runtime.transaction(EVERY) as session:
        runtime.queue.enqueue(session, NewJob("send_outbox"), now=runtime.clock.now())
    assert work_once(runtime, "worker", None, aside)
    with runtime.reading(EVERY) as session:
        (mail,) = rows.every(session, Job, kind="send_outbox")
    assert mail.state is JobState.DONE
    second = asked(story)
    assert work_once(runtime, "worker", None, aside), "put off: one at a time"
    aside.stop()
    assert [one for one, _ in jobs(story)] == [JobState.READY, JobState.READY]
    assert {attempts for _, attempts in jobs(story)} == {0}
    assert state(story, second) is RehearsalState.NEVER
    assert all(process.poll() is not None for process in sleeping)


def test_what_takes_too_long_is_a_finding(
    story: Story, sleeping: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playing, "MOST_MINUTES", 0)
    draft_id = begun(story)
    (found,) = playing.play(files_of(story, draft_id)).findings
    assert found.rule == "scenarios_too_long"


def test_the_player_gets_nothing_of_the_house(monkeypatch: pytest.MonkeyPatch, story: Story) -> None:
    monkeypatch.setenv("ASISTENTS_DATABASE_URL", "postgresql://secret")
    handed: dict[str, Any] = {}

    def popen(command: object, **options: object) -> None:
        handed.update(options)
        raise InterruptedError

    monkeypatch.setattr(subprocess, "Popen", popen)
    draft_id = begun(story)
    with pytest.raises(InterruptedError):
        playing.play(files_of(story, draft_id))
    assert [name for name in handed["env"] if name.startswith("ASISTENTS")] == []

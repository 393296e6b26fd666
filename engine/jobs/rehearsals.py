"""Scenarios of a draft, played in a process of their own: a minute of work that nobody's request waits for.

The job may be repeated: nothing is written but what came of it, together with "done".
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from engine import values_json
from engine.drafting.drafts.findings_kept import from_values
from engine.drafting.publishing import rehearsals
from engine.drafting.publishing.rehearsals import KIND as REHEARSE
from engine.drafting.publishing.rehearsals import Rehearsed
from engine.drafting.tryouts.player_processes import started
from engine.errors import Finding, Severity
from engine.jobs.done import finish
from engine.messages_catalogue import msg
from engine.queue.port import LeasedJob
from engine.releases.release_folders import write_files
from engine.runtime import EVERY, Runtime

__all__ = ["REHEARSE", "Interrupted", "RehearsalBroke", "interrupt", "play", "rehearse_draft"]

PLAYER = "engine.simulation.rehearsing"
MOST_MINUTES = 20


class RehearsalBroke(Exception):
    """The process that plays the scenarios ended without an answer."""


class Interrupted(Exception):
    """The process was ended because this one rests now: the job goes back into the queue."""


_RUNNING: dict[int, subprocess.Popen[bytes]] = {}  # job → the process that plays for it, here
_INTERRUPTED: set[int] = set()


def rehearse_draft(runtime: Runtime, job: LeasedJob) -> None:
    """Play the scenarios of a draft as it stands and keep what came of it."""
    draft_id = int(str(job.payload["draft_id"]))
    with runtime.reading(EVERY) as session:
        found = rehearsals.to_play(runtime, session, draft_id)
    if found is None:
        finish(runtime, job)
        return
    rehearsed = play({**found.files, **found.numbers}, job.job_id)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        rehearsals.keep(session, draft_id, found.files, rehearsed, now)
        runtime.queue.finish(session, job, now=now)


def interrupt(job_id: int) -> None:
    """End the process that plays for this job, if it is being done here."""
    _INTERRUPTED.add(job_id)
    process = _RUNNING.get(job_id)
    if process is not None:
        process.kill()


def play(files: Mapping[str, bytes], job_id: int = 0) -> Rehearsed:
    """What came of these files; raises RehearsalBroke where the process died, or Interrupted."""
    with tempfile.TemporaryDirectory(prefix="asistents-draft-") as folder:
        write_files(Path(folder), files)
        try:
            status, said = _played(folder, job_id)
        except subprocess.TimeoutExpired:
            sentence = msg("The scenarios were not done after {most} minutes.", most=MOST_MINUTES)
            return Rehearsed([Finding("", "", "scenarios_too_long", Severity.ERROR, sentence)])
    if status != 0:
        raise RehearsalBroke(f"exit {status}")
    kept = values_json.loads(said)
    if not isinstance(kept, dict):
        raise RehearsalBroke("no findings")
    return Rehearsed(from_values(kept["findings"]), kept["passed"])


def _played(folder: str, job_id: int) -> tuple[int, bytes]:
    """How the process ended, and what it printed."""
    with started(PLAYER, folder) as process:
        _RUNNING[job_id] = process
        try:
            if job_id in _INTERRUPTED:
                process.kill()
            said, _ = process.communicate(timeout=MOST_MINUTES * 60)
            if job_id in _INTERRUPTED:
                raise Interrupted
        finally:
            process.kill()
            _RUNNING.pop(job_id, None)
            _INTERRUPTED.discard(job_id)
    return process.returncode, said

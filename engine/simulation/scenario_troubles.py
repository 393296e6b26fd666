"""What went wrong behind the scenes of a scenario."""

from __future__ import annotations

from engine.messages_catalogue import Message, msg
from engine.persistence import rows
from engine.persistence.tables.jobs import Incident, Job
from engine.simulation.scenario_stage import Stage


def troubles(stage: Stage) -> list[Message]:
    """What failed behind the scenes since it began."""
    with stage.runtime.reading(stage.tenant) as session:
        incidents = [one.sentence for one in rows.every(session, Incident)]
        failed = [one.last_error for one in rows.every(session, Job) if one.last_error]
    return incidents or [_told(str(error)) for error in failed]


def _told(error: str) -> Message:
    """What a job left of its failure: "KeyError at whole:12 in post_to_ledger"."""
    what, _, element = error.rpartition(" in ")
    if not what:
        return msg("A job failed: {error}.", error=error)
    return msg("“{element}” failed for a technical reason ({error}).", element=element, error=what)

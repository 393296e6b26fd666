"""A town in which something stands behind every address: a case, a month, a claim, letters, a failed step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from engine.clock import RIGA
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.claims import ClaimLine, MinistryClaim
from engine.persistence.tables.jobs import Incident, Job, JobState
from tests.processes.roads import in_force
from tests.web.town import Town

FEBRUARY = "2026-02"
TEN_HOURS = {"2026-02-10": 240, "2026-02-17": 360}


def make_busy(town: Town) -> Mapping[str, object]:
    """Live until the claim for February waits for its review; gives what addresses name."""
    in_force(town, first_day=date(2026, 2, 2))
    town.on(date(2026, 2, 28))
    town.complete("enter_month", period=FEBRUARY, entries=TEN_HOURS, signed=True)
    town.complete("confirm_month", period=FEBRUARY, verdict="confirmed")
    town.on(date(2026, 3, 10))
    town.complete("review_claim", period=FEBRUARY, review_verdict="ready", review_note="")
    town.complete("approve_claim", period=FEBRUARY, approval="approved", approval_note="")
    (claim,) = town.read(lambda session: rows.every(session, MinistryClaim, period=FEBRUARY))
    (line,) = town.read(lambda session: rows.every(session, ClaimLine))
    letter = town.letters("decision_granted", to="anna")[0]
    return {
        "case_id": town.case_id,
        "process_id": "assistant_service",
        "month_id": town.month(FEBRUARY).id,
        "claim_id": claim.id,
        "line_id": line.id,
        "kind": "csv",
        "task_id": town.task("record_ministry_reply", FEBRUARY).id,
        "document_id": letter.id,
        "user_id": town.actor("other_finance").user_id,
        "incident_id": failed_step(town),
        "name": "service_suspended",
        "filename": "css/pages.css",
    }


def failed_step(town: Town, kind: str = "advance_instance") -> int:
    """A job that was given up, as the worker leaves it behind; one of an unknown kind fails again."""
    now = datetime(2026, 3, 10, 9, tzinfo=RIGA)
    shared = {"municipality_id": town.tenant.municipality_id, "instance_id": town.instance_id()}
    with town.runtime.transaction(town.tenant) as session:
        (job_id,) = rows.insert_for_ids(
            session,
            Job,
            [
                {
                    **shared,
                    "kind": kind,
                    "payload": {"municipality_id": town.tenant.municipality_id, "element": "calculate_hours"},
                    "run_at": now,
                    "attempts": 5,
                    "state": JobState.DEAD,
                    "created_at": now,
                    "finished_at": now,
                    "last_error": "ZeroDivisionError at calculate_hours:12",
                }
            ],
        )
        (incident_id,) = rows.insert_for_ids(
            session,
            Incident,
            [
                {
                    **shared,
                    "job_id": job_id,
                    "element_id": "calculate_hours",
                    "code": "ZeroDivisionError",
                    "sentence": msg("There is no such case."),
                    "happened_at": now,
                }
            ],
        )
    return incident_id

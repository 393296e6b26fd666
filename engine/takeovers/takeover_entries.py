"""A chunk of running cases enters the process where a case that went the whole way would wait now."""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import EngineError
from engine.instances import instances
from engine.messages_catalogue import msg
from engine.persistence.new_cases import link_instance
from engine.persistence.queries.takeovers import already_in
from engine.persistence.running_cases import AddedRunning, RunningCase, Source, add_running_case
from engine.runtime import Runtime, Session, Tenant
from engine.service_tasks.months_to_open import months_of
from engine.takeovers.takeover_checks import Surroundings, is_child, is_minor_assistant

PROCESS = "assistant_service"
WAY_IN = "is_case_taken_over"  # the diagram's gateway before the registration of an application


def enter(
    runtime: Runtime, tenant: Tenant, cases: Sequence[RunningCase], around: Surroundings, source: Source
) -> list[str]:
    """Let the cases in, all in one transaction; gives the numbers they have here.

    Those that came in meanwhile are left out. EngineError where the process in force has no way in.
    """
    first_id = runtime.reserve(tenant, "process_instance", len(cases))
    with runtime.transaction(tenant) as session:
        there = already_in(session, [case.decision_number for case in cases])
        new = [case for case in cases if case.decision_number not in there]
        return [
            _enter_one(runtime, session, case, around, (source, first_id + at, first_id))
            for at, case in enumerate(new)
        ]


def _enter_one(
    runtime: Runtime,
    session: Session,
    case: RunningCase,
    around: Surroundings,
    how: tuple[Source, int, int],
) -> str:
    source, instance_id, chunk = how
    minor_rate = is_minor_assistant(case, around)
    added = add_running_case(session, case, source, minor_rate=minor_rate)
    move = instances.Move(
        "case_taken_over",
        actor_user_id=source.user_id,
        details={"file": source.file_sha256[:12], "line": case.line},
    )
    key = f"{source.municipality_code}/{added.case_number}"
    values = _values(case, added, around)
    new = instances.NewInstance(PROCESS, key, values, source.release_id, added.case_id)
    tenant = Tenant(source.municipality_id)
    walk, progress = instances.begin(runtime, session, tenant, (instance_id, new), move)
    if WAY_IN not in progress.passed or progress.waits.tasks:
        raise EngineError(
            msg("The process in force has no way in for running cases: publish the newest diagrams first.")
        )
    days = (case.months_from, around.today)
    why = f"taken_over:{chunk}"  # one job a chunk and month
    walk.follow_ups.extend(months_of(source.municipality_id, why, days, around.frozen))
    instances.write_start(runtime, session, walk, progress, move)
    link_instance(session, added.case_id, instance_id)
    return added.case_number


def _values(case: RunningCase, added: AddedRunning, around: Surroundings) -> dict[str, object]:
    """What the process would know by now, had it begun here."""
    kind = case.representation_kind
    return {
        "case_id": added.case_id,
        "case_number": added.case_number,
        "regime": case.regime,
        "recipient_id": added.recipient_id,
        "representative_id": added.representative_id,
        "subject": f"{case.recipient.given_name} {case.recipient.family_name}",
        "taken_over": True,
        "application_day": case.applied_on,
        "application_channel": "paper",
        "birth_date": case.recipient.birth_date,
        "disability_group": case.disability_group,
        "notify_by": "email" if (case.representative or case.recipient).email else "letter",
        "representation_kind": None if kind is None else str(kind),
        "declared_here": True,
        "eligibility": "child" if is_child(case, around) else "adult",
        "coefficient": case.coefficient,
        "purposes": list(case.purposes),
        "service_kind": "companion" if "companion" in case.purposes else "assistant",
        "decision_outcome": "granted",
        "decision_id": added.decision_id,
        "decision_number": case.decision_number,
        "decision_hours": case.hours_per_month,
        "valid_from": case.valid_from,
        "valid_to": case.valid_to,
        "contest_by": None,
        "contract_id": added.contract_id,
        "assistant_id": added.assistant_id,
        "contract_active": True,
    }

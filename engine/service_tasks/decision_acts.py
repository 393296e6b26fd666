"""A decision as an administrative act: number, signatures, when it counts as known, until when to contest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain.rules import Rules
from engine.persistence.effects.decisions import IssueDecision
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.act_numbers import next_act, terms_of_act
from engine.service_tasks.case_people import last_done_by
from engine.service_tasks.grant_limits import refuse_grant
from engine.service_tasks.outcome import Reading, Values
from engine.service_tasks.weekly_grants import weekly_grant


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided, by whom it was drafted and signed."""

    outcome: DecisionOutcome
    hours_per_month: int
    reasons: str
    valid_from: date | None
    valid_to: date | None
    drafted_in: str | None  # the user task whose last doer drafted it
    approved_in: str  # the user task whose last doer signs it


def issue(decided: Decided, values: Values, reading: Reading, rules: Rules, day: date) -> IssueDecision:
    """The act that leaves the house on the day, with its number and its terms.

    EngineError where it would grant days on which no service is given under the case's order, or an
    assistant beside a companion.
    """
    act = next_act(values, reading)
    known, contest_by = terms_of_act(values, reading, rules, day)
    purposes = values.get("purposes")
    refused = decided.outcome is DecisionOutcome.REFUSED
    if not refused:
        granted = purposes if isinstance(purposes, list) else []
        refuse_grant(granted, (decided.valid_from, decided.valid_to), values, reading, rules)
    decision_id = reading.new_id("decision")
    return IssueDecision(
        decision_id=decision_id,
        weekly=None if refused else weekly_grant(decision_id, values),
        case_id=act.case_id,
        number=act.number,
        outcome=decided.outcome,
        hours_per_month=0 if refused else decided.hours_per_month,
        purposes=purposes if isinstance(purposes, list) and not refused else [],
        reasons=decided.reasons,
        steps={"scored_items": values.get("scored_items"), "hours_steps": values.get("hours_steps")},
        valid_from=None if refused else decided.valid_from,
        valid_to=None if refused else decided.valid_to,
        notified_on=known,
        contest_by=contest_by,
        drafted_by=last_done_by(reading, decided.drafted_in) if decided.drafted_in else None,
        approved_by=last_done_by(reading, decided.approved_in),
        rule_pack_revision_id=act.rule_pack_revision_id,
    )

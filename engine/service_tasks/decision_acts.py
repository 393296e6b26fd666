"""A decision as an administrative act: number, signatures, when it counts as known, until when to contest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain import deadlines
from engine.domain.rules import Rules
from engine.persistence.effects.decisions import IssueDecision
from engine.persistence.queries import cases as rows
from engine.persistence.tables.cases import DecisionOutcome
from engine.service_tasks.case_people import channel_to, last_done_by
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.outcome import Reading, Values


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

    The number is the case number and a running L1, L2 (lēmums): it is known before the row is written.
    """
    case_id = case_id_of(reading)
    known = deadlines.notified_on(day, channel_to(values, reading), rules, reading.holidays)
    number = rows.count_decisions(reading.session, case_id) + 1
    purposes = values.get("purposes")
    refused = decided.outcome is DecisionOutcome.REFUSED
    return IssueDecision(
        decision_id=reading.new_id("decision"),
        case_id=case_id,
        number=f"{given(values, 'case_number', str)}/L{number}",
        outcome=decided.outcome,
        hours_per_month=0 if refused else decided.hours_per_month,
        purposes=purposes if isinstance(purposes, list) and not refused else [],
        reasons=decided.reasons,
        steps={"scored_items": values.get("scored_items"), "hours_steps": values.get("hours_steps")},
        valid_from=None if refused else decided.valid_from,
        valid_to=None if refused else decided.valid_to,
        notified_on=known,
        contest_by=deadlines.contest_by(known, rules, reading.holidays),
        drafted_by=last_done_by(reading, decided.drafted_in) if decided.drafted_in else None,
        approved_by=last_done_by(reading, decided.approved_in),
        rule_pack_revision_id=rows.newest_pack_revision(reading.session, given(values, "regime", str)),
    )

"""What a new administrative act is known by: its case, its number, the numbers of the law it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.domain import deadlines
from engine.domain.rules import Rules
from engine.persistence.queries import cases as rows
from engine.service_tasks.case_people import channel_to
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.outcome import Reading, Values


@dataclass(frozen=True, slots=True)
class ActNumber:
    """The case number and a running L1, L2 (lēmums): known before the row is written."""

    case_id: int
    number: str
    rule_pack_revision_id: int | None


def next_act(values: Values, reading: Reading) -> ActNumber:
    """The number that the case's next decision gets."""
    case_id = case_id_of(reading)
    running = rows.count_decisions(reading.session, case_id) + 1
    revision = rows.newest_pack_revision(reading.session, given(values, "regime", str))
    return ActNumber(case_id, f"{given(values, 'case_number', str)}/L{running}", revision)


def terms_of_act(values: Values, reading: Reading, rules: Rules, day: date) -> tuple[date, date]:
    """The day on which an act of this day counts as known, and the last day to contest it."""
    known = deadlines.notified_on(day, channel_to(values, reading), rules, reading.holidays)
    return known, deadlines.contest_by(known, rules, reading.holidays)

"""The next days that a rule of a diagram gives, reckoned with the calendar of the municipality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.service_month import ServiceMonth
from engine.drafting.diagrams import rule_reckoning
from engine.drafting.drafts import draft_rooms
from engine.drafting.drafts.draft_access import tenant
from engine.drafting.drafts.draft_paths import process_of
from engine.gate.process_values import values_of
from engine.runtime import Runtime

COUNT = 12


@dataclass(frozen=True, slots=True)
class DateGiven:
    """What the rule gives for one month, or for one day on which the step is reached."""

    day: date | datetime  # a datetime is an instant in UTC
    month: str  # "2026-11" where the rule asks for the month, else ""
    reached: date  # the day on which it is worked out


def next_dates(runtime: Runtime, actor: Actor, draft_id: int, path: str, rule: str) -> list[DateGiven]:
    """The next twelve; EngineError with a sentence where the rule cannot be worked out.

    A rule that asks for `period` is worked out for this month and the eleven after it; any other as if the
    step were reached today and on the first of the months after. Days that only a case knows are then, too.
    """
    parsed = rule_reckoning.parsed_rule(rule)
    room = draft_rooms.of_draft(runtime, actor, draft_id)
    process_id = process_of(path)
    samples = values_of(room, process_id) if process_id in room.diagrams else {}
    with runtime.reading(tenant(actor, "draft.see")) as session:
        holidays = runtime.rule_book(session).holidays
    asks_month = rule_reckoning.PERIOD in parsed.names
    return [
        DateGiven(
            day=rule_reckoning.given(parsed, samples, holidays, reached),
            month=str(ServiceMonth.of(reached)) if asks_month else "",
            reached=reached,
        )
        for reached in _days(local_day(runtime.clock.now()))
    ]


def _days(today: date) -> Iterator[date]:
    yield today
    month = ServiceMonth.of(today)
    for ahead in range(1, COUNT):
        yield month.plus(ahead).first_day

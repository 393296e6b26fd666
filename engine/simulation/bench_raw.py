"""The month in bare SpiffWorkflow: in memory, nothing stored. Never tuned and never slowed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from engine.bpmn.bare import BareProcess
from engine.clock import SystemClock
from engine.expressions.calendar_words import calendar_words
from engine.rule_packs import read_folder
from engine.settings import Settings
from engine.simulation.bench_months import ANSWERS, DAYS, OPENS, PERIOD, REMINDS


def run_raw(settings: Settings, months: int) -> float:
    """Seconds that bare SpiffWorkflow takes for the months."""
    diagram = settings.processes_folder / "monthly_confirmation" / "monthly_confirmation.bpmn"
    holidays = read_folder(settings.processes_folder / "rule_packs").holidays
    shift = SystemClock().now() - REMINDS - timedelta(seconds=1)  # so that the reminder is due now
    words = {name: _shifted(word, shift) for name, word in calendar_words(OPENS, holidays).items()}
    process = BareProcess(diagram.read_bytes(), "monthly_confirmation", words, RAW_SERVICES)
    begun = time.perf_counter()
    running = [process.start(_raw_values(number)) for number in range(months)]
    for one in running:
        process.wake(one)
    for element_id, answers in ANSWERS.items():
        for one in running:
            process.complete(one, element_id, answers)
    seconds = time.perf_counter() - begun
    if not all(process.ended(one) for one in running):
        raise AssertionError("a bare month did not end")
    return seconds


def _raw_values(number: int) -> dict[str, object]:
    return {
        "month_id": number,
        "contract_id": number,
        "case_id": number,
        "period": PERIOD,
        "recipient_id": 1,
        "assistant_id": 2,
        "recipient_signer_id": 1,
        "recipient_signer_kind": "recipient",
        "granted_minutes": 4800,
    }


def _shifted(word: Callable[..., object], shift: timedelta) -> Callable[..., object]:
    """A calendar word whose instants lie as far from now as the real ones lie from the reminder."""

    def _word(*given: object) -> object:
        value = word(*(one - shift if isinstance(one, datetime) else one for one in given))
        return value + shift if isinstance(value, datetime) else value

    return _word


def _sets(**values: object) -> Callable[[dict[str, object]], None]:
    return lambda context: context.update(values)


RAW_SERVICES: Mapping[str, Callable[[dict[str, object]], None]] = {
    "send_month_reminder": _sets(),
    "mark_month_late": _sets(),
    "record_assistant_signature": _sets(both_signed=False),
    "record_recipient_signature": _sets(both_signed=True),
    "check_month": _sets(has_findings=False, findings=[], payable_minutes=120 * len(DAYS)),
    "calculate_remuneration": _sets(pay_cents=13008, rate="5.4200"),
    "post_to_ledger": _sets(entry_id="month-1"),
}
"""What the operations come to in a bare run: their values, none of their work."""

"""How fast a month goes through the house, measured beside bare SpiffWorkflow on the same diagram.

raw: stock parser, environment and tasks in memory, nothing stored. durable: our front door, one committed
transaction a step, every commit synced to disk, inbox and audit rows included. Machines differ, so the
figure that counts is the ratio of the two in one run.
"""

from __future__ import annotations

import platform
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from engine import tasks
from engine.bpmn.bare import BareProcess
from engine.clock import SystemClock, VirtualClock
from engine.domain.rights import Actor, Role
from engine.expressions.calendar_words import calendar_words
from engine.jobs.worker import drain
from engine.persistence import rows
from engine.persistence.keys import new_key_ring
from engine.persistence.tables.installation import InstallationKind
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.months import MonthState, ServiceMonth
from engine.rule_packs import read_folder
from engine.runtime import Runtime, Tenant
from engine.settings import Settings, read_settings
from engine.simulation.contracts import Pair, add_pairs
from engine.simulation.founding import add_municipality, add_staff, found_installation

MONTHS = 100  # contracts in one run; enough for the one-off costs to disappear
REACH = 0.10
PERIOD = "2026-10"
OPENS = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
REMINDS = datetime(2026, 10, 31, 8, 0, tzinfo=UTC)
DAYS = (5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20)
ENTRIES = {f"{PERIOD}-{day:02d}": 120 for day in DAYS}
ROLES = {"enter_month": Role.ASSISTANT, "confirm_month": Role.RECIPIENT}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and what it should reach."""

    name: str
    value: float
    unit: str
    reach: float | None = None

    @property
    def ok(self) -> bool:
        """Whether it reaches what it should."""
        return self.reach is None or self.value >= self.reach


def measure(months: int = MONTHS, *, tell: Callable[[str], None] = lambda line: None) -> list[Figure]:
    """raw, durable and their ratio, each in case-months a second, over `months` contracts."""
    settings = read_settings({})
    raw_seconds = run_raw(settings, months)
    tell(f"raw: {months / raw_seconds:.1f} case-months/s")
    durable_seconds = run_durable(settings, months)
    tell(f"durable: {months / durable_seconds:.1f} case-months/s")
    again = run_raw(settings, months)  # before and after, so that a machine that slows down is noticed
    raw = 2 * months / (raw_seconds + again)
    durable = months / durable_seconds
    return [
        Figure("raw", raw, "case-months/s"),
        Figure("durable", durable, "case-months/s"),
        Figure("ratio", durable / raw, "durable/raw", REACH),
    ]


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}


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
    for one in running:
        process.complete(one, "enter_month", {"entries": dict(ENTRIES), "signed": True})
    for one in running:
        process.complete(one, "confirm_month", {"verdict": "confirmed"})
    seconds = time.perf_counter() - begun
    if not all(process.ended(one) for one in running):
        raise AssertionError("a bare month did not end")
    return seconds


def run_durable(settings: Settings, months: int) -> float:
    """Seconds our front door takes for the months, on a fresh SQLite database that syncs every commit."""
    with tempfile.TemporaryDirectory(dir=settings.processes_folder.parent) as folder:
        own = read_settings({}, database=str(Path(folder) / "bench.db"))
        clock = VirtualClock(datetime(2026, 9, 20, 8, 0, tzinfo=UTC))
        runtime = found_installation(own, InstallationKind.TEST, clock=clock, keys=new_key_ring())
        tenant = add_municipality(runtime, "bench", "Paraugs", from_day=date(2026, 10, 1))
        pairs = add_pairs(runtime, tenant, months, first_day=date(2026, 9, 1), release_id=1)
        staff = add_staff(runtime, tenant, "bench", "Bench", [Role.CASEWORKER])
        seconds = _play(runtime, tenant, clock, pairs, staff.user_id)
        _refuse_unfinished(runtime, tenant, months)
        runtime.database.close()
    return seconds


def _play(
    runtime: Runtime, tenant: Tenant, clock: VirtualClock, pairs: Sequence[Pair], user_id: int
) -> float:
    begun = time.perf_counter()
    clock.move_to(OPENS)
    drain(runtime)
    clock.move_to(REMINDS)
    drain(runtime)
    for element_id, answers in (
        ("enter_month", {"entries": dict(ENTRIES), "signed": True}),
        ("confirm_month", {"verdict": "confirmed"}),
    ):
        for task_id, case_id, version in _waiting(runtime, tenant, element_id):
            pair = pairs[case_id - 1]
            person_id = pair.assistant_id if element_id == "enter_month" else pair.recipient_id
            actor = Actor(user_id, "bench", tenant.municipality_id, frozenset({ROLES[element_id]}), person_id)
            tasks.complete(runtime, actor, task_id, tasks.Sent(answers, version))
    return time.perf_counter() - begun


def _waiting(runtime: Runtime, tenant: Tenant, element_id: str) -> list[tuple[int, int, int]]:
    with runtime.reading(tenant) as session:
        found = rows.every(session, UserTask, status=TaskStatus.OPEN, element_id=element_id)
        return [(task.id, task.case_id or 0, task.version) for task in found]


def _refuse_unfinished(runtime: Runtime, tenant: Tenant, months: int) -> None:
    with runtime.reading(tenant) as session:
        ready = rows.count(session, ServiceMonth, state=MonthState.READY)
    if ready != months:
        raise AssertionError(f"only {ready} of {months} months were paid")


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

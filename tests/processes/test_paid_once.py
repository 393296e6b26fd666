"""No path pays an hour twice: random paths through the front door, looked at after every move.

Two cases with one assistant are taken over from another system, as often as one likes. Months are entered,
confirmed, changed, taken back, returned, recorded late, opened and claimed again, in any order; a move whose
turn it is not is refused and changes nothing. Whatever comes, of a month of a contract no more is claimed
than was reported, in one regular line at most, and of a minute that two contracts share one is paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine import claims, months, reports
from engine.domain.ledger import Account
from engine.domain.month_entries import Span, covered
from engine.domain.service_month import ServiceMonth as Period
from engine.errors import EngineError
from engine.persistence import rows
from engine.persistence.queries import sums
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState, PaymentOrder
from engine.persistence.tables.months import MonthEntry, MonthPay, ServiceMonth
from engine.runtime import Session
from tests.processes.driver import Story
from tests.processes.month_roads import AFTER, ENDS, MARCH
from tests.processes.running_cases import ANNA, taken_over
from tests.processes.stage import Stage

RUNNING: Sequence[Mapping[str, str]] = (
    {**ANNA, "months_from": "2026-03-01", "contract_form": "self_employed"},
    {
        **ANNA,
        "recipient_personal_code": "090372-11049",
        "recipient_given_name": "Pauls",
        "recipient_family_name": "Kļaviņš",
        "recipient_address": "Meža iela 7, Ogre",
        "recipient_email": "pauls@example.org",
        "decision_number": "SD/2025/20",
        "contract_number": "SD/2025/20-L",
        "months_from": "2026-03-01",
    },
)
"""Two recipients with the same assistant."""
Entries = dict[str, object]
Move = tuple[str, int, Entries]
APRIL = "2026-04"


@dataclass(slots=True)
class Walk:
    """A story on its way; `cases` are those whose months are moved."""

    story: Story
    cases: Sequence[int]
    done: list[str] = field(default_factory=list)


def _day(day: int, start: int, hours: int, *, timed: bool) -> tuple[str, object]:
    minutes = 60 * hours
    spans = {"minutes": minutes, "from": f"{start:02d}:00", "to": f"{start + hours:02d}:00"}
    return f"2026-03-{day:02d}", spans if timed else minutes


ENTERED = st.lists(
    st.builds(_day, st.sampled_from([3, 4, 10]), st.integers(8, 11), st.integers(1, 5), timed=st.booleans()),
    min_size=1,
    max_size=3,
).map(dict)


def enter(path: Walk, entries: Entries) -> None:
    path.story.complete("enter_month", period=MARCH, entries=entries, signed=True)


def confirm(path: Walk, _: Entries) -> None:
    path.story.complete("confirm_month", period=MARCH, verdict="confirmed")


def change(path: Walk, entries: Entries) -> None:
    path.story.complete(
        "confirm_month", period=MARCH, verdict="changed", entries=entries, change_note="hours_differ"
    )


def take_back(path: Walk, _: Entries) -> None:
    months.change_entries(path.story.runtime, path.story.actor("janis"), path.story.month(MARCH).id)


def accept(path: Walk, _: Entries) -> None:
    _decide(path, "accept_payable")


def give_back(path: Walk, _: Entries) -> None:
    _decide(path, "return")


def reject(path: Walk, _: Entries) -> None:
    _decide(path, "reject")


def _decide(path: Walk, verdict: str) -> None:
    path.story.complete(
        "review_findings", period=MARCH, findings_verdict=verdict, findings_note="limit_applies"
    )


def record(path: Walk, entries: Entries) -> None:
    """The deadline has passed; the office records what it was told."""
    if path.story.today < AFTER:
        path.story.on(AFTER)
    path.story.complete(
        "record_fallback",
        period=MARCH,
        fallback_channel="paper",
        fallback_reason="cannot_sign_here",
        entries=entries,
    )


def open_again(path: Walk, _: Entries) -> None:
    """What the tick does anyway, once more and at once."""
    story = path.story
    months.open_period(story.runtime, story.tenant, Period.parse(MARCH))
    claims.open_period(story.runtime, story.tenant, Period.parse(MARCH))
    story.works()


def claim(path: Walk, _: Entries) -> None:
    """The claim that is open goes as far as it can: reviewed, approved, paid."""
    for period in (MARCH, APRIL):
        for task, answers in _OF_CLAIM.items():
            if any(one.element_id == task for one in path.story.open_tasks()):
                _tried(
                    lambda task=task, answers=answers, period=period: path.story.complete(  # type: ignore[misc]
                        task, period=period, **answers
                    )
                )


_OF_CLAIM: dict[str, dict[str, object]] = {
    "review_claim": {"review_verdict": "ready", "review_note": ""},
    "approve_claim": {"approval": "approved"},
    "pay_assistants": {"paid_on": date(2026, 4, 10), "payment_note": ""},
}


def next_claim(path: Walk, _: Entries) -> None:
    """A month later: what came late is claimed with April."""
    if path.story.today < date(2026, 5, 8):
        path.story.on(date(2026, 5, 8))


def take_over(path: Walk, _: Entries) -> None:
    """The same file, once more."""
    taken_over(path.story, *RUNNING)


MOVES: dict[str, Callable[[Walk, Entries], None]] = {
    move.__name__: move
    for move in (
        enter, confirm, change, take_back, accept, give_back, reject, record, open_again, claim, next_claim,
        take_over,
    )
}  # fmt: skip
PATHS = st.lists(
    st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 1), ENTERED), min_size=6, max_size=16
)
TOGETHER: Entries = dict([_day(3, 8, 4, timed=True)])
PARTLY: Entries = dict([_day(3, 10, 4, timed=True)])
ALIKE: list[Move] = [
    ("enter", 0, TOGETHER),  # times are not asked for yet, and not kept
    ("enter", 1, PARTLY),
    ("take_over", 0, {}),
    ("take_back", 0, {}),
    ("enter", 0, TOGETHER),
    ("confirm", 0, {}),
    ("confirm", 1, {}),
    ("accept", 1, {}),
    ("open_again", 0, {}),
    ("next_claim", 0, {}),
    ("claim", 0, {}),
    ("open_again", 0, {}),
    ("claim", 0, {}),
]
UNTIMED: list[Move] = [
    ("enter", 0, {"2026-03-03": 240}),
    ("confirm", 0, {}),
    ("enter", 1, PARTLY),
    ("confirm", 1, {}),
    ("accept", 1, {}),
    *ALIKE[-4:],
]
LATE: list[Move] = [
    ("enter", 0, TOGETHER),
    ("record", 0, TOGETHER),
    ("next_claim", 0, {}),
    ("enter", 0, TOGETHER),
    ("confirm", 0, {}),
    *ALIKE[-3:],
]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=PATHS)
@example(moves=ALIKE)
@example(moves=UNTIMED)
@example(moves=LATE)
def test_no_path_pays_an_hour_twice(stage: Stage, moves: list[Move]) -> None:
    with _begun(stage) as path:
        for name, place, entries in moves:
            path.story.case_id = path.cases[place]
            if _tried(lambda move=MOVES[name], entries=entries: move(path, entries)):  # type: ignore[misc]
                path.done.append(name)
            path.story.read(_look)
        assert [one.name for one in reports.verify(path.story.runtime) if not one.ok] == []


def test_the_path_of_two_alike_months_pays_the_shared_hours_once(stage: Stage) -> None:
    """The property is worth what its paths reach: this one goes all the way to the bank."""
    with _begun(stage) as path:
        for name, place, entries in ALIKE:
            path.story.case_id = path.cases[place]
            assert _tried(lambda move=MOVES[name], entries=entries: move(path, entries)), name  # type: ignore[misc]
        lines = path.story.read(lambda s: rows.every(s, ClaimLine, state=LineState.INCLUDED))
        assert sorted(one.minutes for one in lines) == [120, 240]
        assert path.story.read(lambda s: rows.count(s, PaymentOrder)) == 2


@contextmanager
def _begun(stage: Stage) -> Iterator[Walk]:
    """March of two contracts at its last day, on a copy of the stage."""
    with TemporaryDirectory() as folder:
        story = Story(stage.copy(Path(folder)), reload=False)
        try:
            cases = []
            for case in RUNNING:
                taken_over(story, case)
                cases.append(story.case_id)
            story.on(ENDS)
            yield Walk(story, cases)
        finally:
            story.close()


def _tried(move: Callable[[], None]) -> bool:
    """Whether it was this move's turn; what is refused must have changed nothing, which `_look` would see."""
    try:
        move()
    except (EngineError, AssertionError):  # refused; or the story has no such task open
        return False
    return True


def _look(session: Session) -> None:
    found = rows.every(session, ServiceMonth)
    assert len({(one.contract_id, one.period) for one in found}) == len(found)
    for month in found:
        _look_at(session, month)
    paid = {one.month_id: one for one in rows.every(session, MonthPay)}
    booked = sums.balances(session).get(Account.STATE_PAY, 0)
    assert booked == sum(one.pay_cents for one in paid.values())
    for assistant_id in {one.assistant_id for one in rows.every(session, Contract)}:
        own = [one.id for one in rows.every(session, Contract, assistant_id=assistant_id)]
        of_one = [one.id for one in found if one.contract_id in own and one.id in paid]
        assert sum(paid[one].minutes for one in of_one) <= _minutes_of(session, of_one)


def _look_at(session: Session, month: ServiceMonth) -> None:
    reported = sum(one.minutes for one in rows.every(session, MonthEntry, month_id=month.id))
    pay = rows.first(session, MonthPay, month_id=month.id)
    assert pay is None or pay.minutes <= reported
    lines = rows.every(session, ClaimLine, month_id=month.id, state=LineState.INCLUDED)
    regular = [one for one in lines if one.kind is not LineKind.ADJUSTMENT]
    assert len(regular) <= 1
    assert 0 <= sum(one.minutes for one in lines) <= reported


def _minutes_of(session: Session, month_ids: Sequence[int]) -> int:
    """What one person can have worked in these months: each minute of a day once.

    Where not all of a day's contracts say from when to when, the shorter time counts as part of the longer.
    """
    days: dict[date, list[MonthEntry]] = {}
    for month_id in month_ids:
        for entry in rows.every(session, MonthEntry, month_id=month_id):
            days.setdefault(entry.day, []).append(entry)
    return sum(_minutes_of_day(entries) for entries in days.values())


def _minutes_of_day(entries: Sequence[MonthEntry]) -> int:
    times = [(one.from_minute, one.to_minute) for one in entries]
    spans = [Span(start, end) for start, end in times if start is not None and end is not None]
    if len(spans) < len(entries):
        return max(one.minutes for one in entries)
    return sum(span.minutes for span in covered(spans))

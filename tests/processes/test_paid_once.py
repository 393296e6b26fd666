"""No path pays an hour twice: random paths through the front door, looked at after every move.

Whatever comes, of a month of a contract no more is claimed than was reported, in one regular line at most,
and of a minute that two contracts share one is paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import HealthCheck, example, given, settings

from engine.domain.ledger import Account
from engine.domain.month_entries import Span, covered
from engine.persistence import rows
from engine.persistence.queries import month_sheet, sums
from engine.persistence.queries.month_sheet import PayRow
from engine.persistence.tables.cases import Contract
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState, PaymentOrder
from engine.persistence.tables.months import MonthEntry, ServiceMonth
from engine.runtime import Session
from engine.upkeep import reports
from tests.processes.month_roads import MARCH
from tests.processes.random_paths import ALIKE, CORRECTED, LATE, PATHS, UNTIMED, Move, begun, made
from tests.processes.stage import Stage


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(moves=PATHS)
@example(moves=ALIKE)
@example(moves=UNTIMED)
@example(moves=CORRECTED)
@example(moves=LATE)
def test_no_path_pays_an_hour_twice(stage: Stage, moves: list[Move]) -> None:
    with begun(stage) as path:
        for move in moves:
            made(path, move)
            path.story.read(lambda session: _look(session, path.most))
        assert [one.name for one in reports.verify(path.story.runtime) if not one.ok] == []


def test_what_was_corrected_is_claimed_as_it_is_now(stage: Stage) -> None:
    """Down for one month, up for the other as far as the first leaves room."""
    with begun(stage) as path:
        for move in CORRECTED:
            assert made(path, move), move
        lines = path.story.read(lambda s: rows.every(s, ClaimLine, state=LineState.INCLUDED))
        claimed: dict[int, int] = {}
        for one in lines:
            claimed[one.month_id] = claimed.get(one.month_id, 0) + one.minutes
        months_ = path.story.read(lambda s: rows.every(s, ServiceMonth, period=MARCH))
        assert claimed == {one.id: one.payable_minutes for one in months_}


def test_the_path_of_two_alike_months_pays_the_shared_hours_once(stage: Stage) -> None:
    """The property is worth what its paths reach: this one goes all the way to the bank."""
    with begun(stage) as path:
        for move in ALIKE:
            assert made(path, move), move
        lines = path.story.read(lambda s: rows.every(s, ClaimLine, state=LineState.INCLUDED))
        assert sorted(one.minutes for one in lines) == [120, 240]
        assert path.story.read(lambda s: rows.count(s, PaymentOrder)) == 2


def _look(session: Session, most: dict[int, int]) -> None:
    found = rows.every(session, ServiceMonth)
    assert len({(one.contract_id, one.period) for one in found}) == len(found)
    pays = {one.id: month_sheet.pay(session, one.id) for one in found}
    paid = {month_id: pay for month_id, pay in pays.items() if pay is not None}
    for month in found:
        _look_at(session, month.id, paid.get(month.id), most)
    booked = sums.balances(session).get(Account.STATE_PAY, 0)
    assert booked == sum(one.pay_cents for one in paid.values())
    for assistant_id in {one.assistant_id for one in rows.every(session, Contract)}:
        own = {one.id for one in rows.every(session, Contract, assistant_id=assistant_id)}
        of_one = [one.id for one in found if one.contract_id in own and one.id in paid]
        assert sum(paid[one].minutes for one in of_one) <= _minutes_of(session, of_one)


def _look_at(session: Session, month_id: int, pay: PayRow | None, most: dict[int, int]) -> None:
    """No more is paid than was reported; what a frozen claim holds was reported once."""
    reported = sum(one.minutes for one in rows.every(session, MonthEntry, month_id=month_id))
    most[month_id] = max(reported, most.get(month_id, 0))
    assert pay is None or pay.minutes <= reported
    lines = rows.every(session, ClaimLine, month_id=month_id, state=LineState.INCLUDED)
    regular = [one for one in lines if one.kind is not LineKind.ADJUSTMENT]
    assert len(regular) <= 1
    assert 0 <= sum(one.minutes for one in lines) <= most[month_id]


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

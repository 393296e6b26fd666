"""Every deadline of the service, on days where a slip would show."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from engine.clock import RIGA
from engine.domain import deadlines
from engine.domain.deadlines import NotificationChannel
from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays, at, before, working_day
from tests.domain.changed_rules import changed


@pytest.mark.parametrize(
    ("applied", "due", "warning"),
    [
        ("2026-10-05", "2026-11-05", "2026-10-26"),
        ("2026-01-31", "2026-02-28", "2026-02-21"),
        ("2024-01-30", "2024-02-29", "2024-02-20"),
        ("2025-12-31", "2026-01-31", "2026-01-21"),
    ],
)
def test_the_decision(applied: str, due: str, warning: str, r316: Rules) -> None:
    day = date.fromisoformat(applied)
    assert deadlines.decision_due(day, r316).isoformat() == due
    assert deadlines.decision_warning(day, r316).isoformat() == warning


@pytest.mark.parametrize(
    ("channel", "notified"),
    [
        ("in_person", "2026-12-22"),
        ("registered_letter", "2026-12-29"),
        ("simple_letter", "2026-12-29"),
        ("email", "2026-12-28"),  # the 23rd is the first working day, Christmas follows
        ("eaddress", "2026-12-28"),
    ],
)
def test_notification(channel: str, notified: str, r316: Rules, holidays: Holidays) -> None:
    found = deadlines.notified_on(date(2026, 12, 22), NotificationChannel(channel), r316, holidays)
    assert found.isoformat() == notified


def test_contesting_ends_on_a_working_day(r316: Rules, holidays: Holidays) -> None:
    found = [deadlines.contest_by(date(2026, month, 18), r316, holidays) for month in (9, 10, 11)]
    # 18 October is a Sunday; 18 November is a holiday
    assert found == [date(2026, 10, 19), date(2026, 11, 19), date(2026, 12, 18)]


def test_a_court_is_waited_for_by_month(r316: Rules) -> None:
    found = [deadlines.court_by(date(2026, month, day), r316) for month, day in ((10, 5), (7, 31))]
    assert found == [date(2027, 5, 5), date(2027, 2, 28)]  # one month to appeal and six to wait


def test_the_contract_and_changes(r316: Rules, holidays: Holidays) -> None:
    assert deadlines.contract_reminder(date(2026, 10, 5), r316) == date(2026, 10, 15)
    assert deadlines.change_notice_by(date(2026, 12, 23), r316, holidays) == date(2026, 12, 30)


@pytest.mark.parametrize(
    ("month", "deadline", "reminder", "start", "due", "pay"),
    [
        ("2026-10", "2026-11-06", "2026-11-04", "2026-11-09", "2026-11-15", "2026-11-30"),
        ("2025-12", "2026-01-09", "2026-01-07", "2026-01-08", "2026-01-15", "2026-01-31"),
        ("2026-03", "2026-04-09", "2026-04-07", "2026-04-08", "2026-04-15", "2026-04-30"),
    ],
)
def test_the_month_and_its_claim(  # noqa: PLR0917 – one row a month
    month: str, deadline: str, reminder: str, start: str, due: str, pay: str, r316: Rules, holidays: Holidays
) -> None:
    period = ServiceMonth.parse(month)
    remind = deadlines.report_reminder(period, r316, holidays)
    assert deadlines.report_deadline(period, r316, holidays).isoformat() == deadline
    assert (remind.tzinfo, remind.astimezone(RIGA).date().isoformat()) == (UTC, reminder)
    assert deadlines.claim_start(period, r316, holidays).isoformat() == start
    assert deadlines.claim_due(period, r316, holidays).isoformat() == due
    assert deadlines.pay_by(period, r316).isoformat() == pay


def test_every_month_keeps_its_order(r316: Rules, proposed: Rules, holidays: Holidays) -> None:
    """Signing opens, reminder, deadline, and the claim is due after the deadline – in every month to 2040."""
    month = ServiceMonth(2021, 7)
    while month < ServiceMonth(2040, 11):
        for rules in (r316, proposed):
            deadline = deadlines.report_deadline(month, rules, holidays)
            reminder = deadlines.report_reminder(month, rules, holidays)
            opened = at(month.last_day, time(9))
            plain = max(at(before(working_day(5, month.next(), holidays), 2, holidays), time(9)), opened)
            assert reminder == plain
            assert opened <= reminder < at(deadline, time(9))
            assert deadlines.claim_start(month, rules, holidays) > deadline - timedelta(days=8)
            assert deadline < deadlines.claim_due(month, rules, holidays)
        month = month.next()


def test_the_reminder_never_comes_before_signing_opens(r316: Rules, holidays: Holidays) -> None:
    early = changed(r316, report_reminder_working_days=6)  # 6 working days before 6 November is 29 October
    found = deadlines.report_reminder(ServiceMonth(2026, 10), early, holidays)
    assert found == at(date(2026, 10, 31), time(9))


def test_the_reminder_is_at_nine_in_latvia(r316: Rules, holidays: Holidays) -> None:
    assert deadlines.report_reminder(ServiceMonth(2026, 10), r316, holidays) == datetime(
        2026, 11, 4, 7, tzinfo=UTC
    )

"""Every deadline of the service as a date or an instant, from the numbers of the rule pack.

The number is the one in force on the day the term begins. The diagrams' timers say the same in calendar
words; tests/domain/test_diagram_deadlines.py compares the two for every month.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from engine.domain.rules import Rules
from engine.domain.service_month import ServiceMonth
from engine.domain.working_days import Holidays, after, at, before, day, months_after, shifted, working_day
from engine.errors import EngineError
from engine.messages_catalogue import msg

_MORNING = time(9)


class NotificationChannel(StrEnum):
    """How a decision reached the person."""

    IN_PERSON = "in_person"  # handed over against signature
    REGISTERED_LETTER = "registered_letter"
    SIMPLE_LETTER = "simple_letter"
    EMAIL = "email"  # with a secure e-signature
    EADDRESS = "eaddress"


def decision_due(application_day: date, rules: Rules) -> date:
    """The last day to decide: one month after the application (MK 316; one month in R942 practice too)."""
    return months_after(application_day, rules.number("decision_term_months", application_day).whole)


def decision_term_start(application_day: date, documents_on: date | None, rules: Rules) -> date:
    """The day the term to decide runs from: that of the application (MK 316), or that of the last document
    asked for, where the order says so (MK 942; LM-S2). `documents_on` None = none were asked for."""
    starts = rules.number("decision_term_starts", application_day).word
    if starts == "application" or documents_on is None:
        return application_day
    return max(application_day, documents_on)


def extended_decision_due(application_day: date, rules: Rules) -> date:
    """The last day to decide where the term was extended by a reasoned notice; EngineError where the pack
    does not allow it (U20: off until the law was read)."""
    if rules.number("decision_extension", application_day).word != "yes":
        raise EngineError(msg("The term to decide may not be extended under these rules."))
    return months_after(application_day, rules.number("decision_extended_months", application_day).whole)


def decision_warning(application_day: date, rules: Rules) -> date:
    """The day on which the office is warned that the decision is due; a choice of this system, not of law."""
    return application_day + timedelta(days=rules.number("decision_warning_days", application_day).whole)


def notified_on(sent_on: date, channel: NotificationChannel, rules: Rules, holidays: Holidays) -> date:
    """The day the decision counts as known to the person.

    Registered letter: 7th day after posting (Notification Law 8(3), read). Simple letter: 7th day; e-mail
    and e-address: 2nd working day after sending – both unconfirmed, the law was not read in full.
    """
    if channel is NotificationChannel.IN_PERSON:
        return sent_on
    if channel is NotificationChannel.REGISTERED_LETTER:
        return sent_on + timedelta(days=rules.number("registered_letter_days", sent_on).whole)
    if channel is NotificationChannel.SIMPLE_LETTER:
        return sent_on + timedelta(days=rules.number("simple_letter_days", sent_on).whole)
    return after(sent_on, rules.number("email_working_days", sent_on).whole, holidays)


def contest_by(notified: date, rules: Rules, holidays: Holidays) -> date:
    """The last day to contest: one month after notification.

    A term that ends on a day off ends on the next working day – unconfirmed (the Administrative Procedure
    Law was not read), chosen because it never refuses a contestation too early.
    """
    end = months_after(notified, rules.number("contest_term_months", notified).whole)
    return shifted(end, rules.number("contest_end_shift", notified).word, holidays)


def contest_by_without_notice(notified: date, rules: Rules, holidays: Holidays) -> date:
    """The last day to contest a decision that does not say where and by when: one year (unconfirmed)."""
    end = months_after(notified, rules.number("contest_term_without_notice_months", notified).whole)
    return shifted(end, rules.number("contest_end_shift", notified).word, holidays)


def court_by(decided_on: date, rules: Rules) -> date:
    """The last day on which a case waits for a court's outcome after the authority reviewed its decision.

    One month to appeal (LM, the applicant's duties and rights); how long a court takes is in no rule, so
    the months after that are a choice of this system.
    """
    appeal = rules.number("appeal_term_months", decided_on).whole
    return months_after(decided_on, appeal + rules.number("court_wait_months", decided_on).whole)


def contract_reminder(decided_on: date, rules: Rules) -> date:
    """The day to remind of a contract that is not signed yet; it blocks nothing."""
    return decided_on + timedelta(days=rules.number("contract_reminder_days", decided_on).whole)


def report_deadline(month: ServiceMonth, rules: Rules, holidays: Holidays) -> date:
    """The last day to sign a service month: the 5th working day after it (unconfirmed, a choice)."""
    number = rules.number("report_due_working_day", month.last_day)
    return working_day(number.whole, month.next(), holidays)


def report_reminder(month: ServiceMonth, rules: Rules, holidays: Holidays) -> datetime:
    """The UTC instant of the reminder: 9:00, two working days before the deadline, never before signing
    opens on the month's last day."""
    number = rules.number("report_reminder_working_days", month.last_day)
    reminder = before(report_deadline(month, rules, holidays), number.whole, holidays)
    return max(at(reminder, _MORNING), at(month.last_day, _MORNING))


def claim_due(month: ServiceMonth, rules: Rules, holidays: Holidays) -> date:
    """The day by which the ministry gets the claim: the 15th of the next month (unconfirmed)."""
    return day(rules.number("claim_due_day", month.last_day).whole, month.next(), "none", holidays)


def claim_start(month: ServiceMonth, rules: Rules, holidays: Holidays) -> date:
    """The day on which the claim is begun: 5 working days before it is due."""
    number = rules.number("claim_start_working_days", month.last_day)
    return before(claim_due(month, rules, holidays), number.whole, holidays)


def pay_by(month: ServiceMonth, rules: Rules) -> date:
    """The day by which assistants are paid: the end of the next month (unconfirmed)."""
    rules.number("pay_by", month.last_day)  # its only word so far; a pack that lacks it is told so
    return month.next().last_day


def change_notice_by(changed_on: date, rules: Rules, holidays: Holidays) -> date:
    """The last day on which the recipient reports a change: 3 working days (read for R942)."""
    return after(changed_on, rules.number("change_notice_working_days", changed_on).whole, holidays)

"""The table of numbers that a rule pack may hold: what each means, its unit and its bounds.

A pack that must state a number and does not know it writes the status `unset`; it never leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.domain.rules import Regime, Status, Unit
from engine.messages_catalogue import Message, msg

_NEW_ORDER = frozenset({Regime.PROPOSED_2019, Regime.R316})
_ALL = frozenset(Regime)
_OLD_ORDER = frozenset({Regime.R942})


@dataclass(frozen=True, slots=True)
class NumberKind:
    """What one key means, and what its values may be."""

    label: Message
    unit: Unit
    most: Decimal  # the largest value that is not a slip of the pen
    packs: frozenset[Regime] = _ALL  # packs that must state it
    choices: tuple[str, ...] = ()  # the words of a choice
    may_be_unlimited: bool = False  # a cap that may be `no_limit`


def _kind(
    label: Message, unit: Unit, most: int, *, packs: frozenset[Regime] = _ALL, may_be_unlimited: bool = False
) -> NumberKind:
    return NumberKind(label, unit, Decimal(most), packs, may_be_unlimited=may_be_unlimited)


def _choice(label: Message, *choices: str, packs: frozenset[Regime] = _ALL) -> NumberKind:
    return NumberKind(label, Unit.CHOICE, Decimal(0), packs, choices)


def _base(label: Message) -> NumberKind:
    return _kind(label, Unit.HOURS_PER_MONTH, 744, packs=_NEW_ORDER)


NUMBER_KINDS: dict[str, NumberKind] = {
    # Hours granted a month
    "base_hours_work_study_para": _base(msg("Base hours: paid work, higher education, paralympic sport")),
    "base_hours_school_board": _base(msg("Base hours: school or vocational education, board membership")),
    "base_hours_volunteer_daycare_treatment": _base(
        msg("Base hours: volunteering, day-care centre or workshop, regular treatment")
    ),
    "base_hours_childhood_special_care": _base(msg("Base hours: group I since childhood with special care")),
    "base_hours_other": _base(msg("Base hours: other activities")),
    "base_hours_child": _base(msg("Hours for a child")),
    "base_hours_child_treatment": _base(msg("Hours for a child with weekly treatment or rehabilitation")),
    "coefficient_large": _kind(msg("Coefficient of large support"), Unit.FACTOR, 10, packs=_NEW_ORDER),
    "coefficient_very_large": _kind(
        msg("Coefficient of very large support"), Unit.FACTOR, 10, packs=_NEW_ORDER
    ),
    "purpose_combination": _choice(
        msg("Hours when several purposes apply"), "largest", "sum", packs=_NEW_ORDER
    ),
    "recipient_hours_per_week": _kind(
        msg("Most hours a week for one recipient"), Unit.HOURS_PER_WEEK, 168, may_be_unlimited=True
    ),
    "assistant_hours_per_week": _kind(
        msg("Most hours a week for one assistant"), Unit.HOURS_PER_WEEK, 168, may_be_unlimited=True
    ),
    "minor_assistant_hours_per_week": _kind(
        msg("Most hours a week for an assistant under age"), Unit.HOURS_PER_WEEK, 168
    ),
    # Ages
    "child_age_from": _kind(msg("Age from which a child may have an assistant"), Unit.YEARS, 18),
    "child_age_to": _kind(msg("Age at which a child counts as an adult"), Unit.YEARS, 21),
    "child_signs_from": _kind(msg("Age from which a child may sign a month"), Unit.YEARS, 18),
    "assistant_age_from": _kind(msg("Age from which one may be an assistant"), Unit.YEARS, 21),
    "assistant_adult_age": _kind(msg("Age from which an assistant counts as an adult"), Unit.YEARS, 21),
    # Decision
    "decision_term_months": _kind(msg("Months to decide"), Unit.MONTHS, 12),
    "decision_warning_days": _kind(msg("Days until the warning that the decision is due"), Unit.DAYS, 365),
    "decision_most_years": _kind(msg("Most years a decision is given for"), Unit.YEARS, 10),
    "contest_term_months": _kind(msg("Months to contest a decision"), Unit.MONTHS, 12),
    "contest_end_shift": _choice(
        msg("When the term to contest ends on a day off"), "none", "next", "previous"
    ),
    "appeal_term_months": _kind(
        msg("Months to appeal a reviewed decision to a court"), Unit.MONTHS, 12, packs=_NEW_ORDER
    ),
    "court_wait_months": _kind(
        msg("Months a case waits for a court's outcome after the term to appeal"),
        Unit.MONTHS,
        36,
        packs=_NEW_ORDER,
    ),
    "registered_letter_days": _kind(msg("Days until a registered letter counts as received"), Unit.DAYS, 30),
    "simple_letter_days": _kind(msg("Days until a simple letter counts as received"), Unit.DAYS, 30),
    "email_working_days": _kind(
        msg("Working days until an e-mail or e-address message counts as received"), Unit.WORKING_DAYS, 30
    ),
    # Contract and changes
    "contract_reminder_days": _kind(msg("Days after the decision to remind of the contract"), Unit.DAYS, 365),
    "assistant_changes_per_year": _kind(msg("Changes of assistant a year"), Unit.TIMES_PER_YEAR, 366),
    "change_notice_working_days": _kind(
        msg("Working days in which the recipient reports a change"), Unit.WORKING_DAYS, 60
    ),
    # The month, the claim, payment
    "report_due_working_day": _kind(
        msg("Working day of the next month by which a month is signed"), Unit.WORKING_DAYS, 20
    ),
    "report_reminder_working_days": _kind(
        msg("Working days before the deadline to remind"), Unit.WORKING_DAYS, 20
    ),
    "claim_due_day": _kind(
        msg("Day of the next month by which the ministry gets the claim"), Unit.DAY_OF_MONTH, 31
    ),
    "claim_start_working_days": _kind(
        msg("Working days before its due day that a claim is begun"), Unit.WORKING_DAYS, 20
    ),
    "reimbursement_target_days": _kind(msg("Days in which the ministry is expected to pay"), Unit.DAYS, 365),
    "pay_by": _choice(msg("Day by which assistants are paid"), "end_of_next_month"),
    # Money
    "hourly_rate": _kind(msg("Pay for one hour"), Unit.EUR_PER_HOUR, 100, packs=_NEW_ORDER),
    "rate_includes_contributions": _choice(
        msg("The hourly rate includes the employer's contributions"), "yes", "no"
    ),
    "employer_contribution_percent": _kind(msg("Employer's social contributions"), Unit.PERCENT, 100),
    "minimum_monthly_wage": _kind(msg("Minimum monthly wage"), Unit.EUR_PER_MONTH, 100_000),
    "administration_basis": _choice(
        msg("What the administration share is counted from"), "per_hour", "percent_of_pay_and_transport"
    ),
    "administration_per_hour": _kind(
        msg("Administration for one hour"), Unit.EUR_PER_HOUR, 10, packs=_NEW_ORDER
    ),
    "administration_percent": _kind(msg("Administration share"), Unit.PERCENT, 10, packs=_OLD_ORDER),
    # Control and retention
    "sample_percent": _kind(msg("Share of active cases checked each year"), Unit.PERCENT, 100),
    "case_file_retention_years": _kind(msg("Years a closed case is kept"), Unit.YEARS, 200),
    "claim_retention_years": _kind(msg("Years a claim is kept"), Unit.YEARS, 200),
    "audit_retention_years": _kind(msg("Years the audit log is kept"), Unit.YEARS, 200),
    "contract_retention_years_from_birth": _kind(
        msg("Years from the assistant's birth that a contract is kept"), Unit.YEARS, 200
    ),
}

DECIMAL_PLACES: dict[Unit, int] = {
    Unit.EUR_PER_HOUR: 4,
    Unit.EUR_PER_MONTH: 2,
    Unit.PERCENT: 4,
}
"""Decimal places of units that are not whole numbers; a choice has words."""

UNIT_LABELS: dict[Unit, Message] = {
    Unit.EUR_PER_HOUR: msg("euro an hour"),
    Unit.EUR_PER_MONTH: msg("euro a month"),
    Unit.PERCENT: msg("%"),
    Unit.FACTOR: msg("times"),
    Unit.HOURS_PER_MONTH: msg("hours a month"),
    Unit.HOURS_PER_WEEK: msg("hours a week"),
    Unit.DAYS: msg("days"),
    Unit.WORKING_DAYS: msg("working days"),
    Unit.MONTHS: msg("months"),
    Unit.YEARS: msg("years"),
    Unit.DAY_OF_MONTH: msg("day of the month"),
    Unit.TIMES_PER_YEAR: msg("times a year"),
    Unit.CHOICE: msg("choice"),
}
"""What people read after a value."""

STATUS_LABELS: dict[Status, Message] = {
    Status.CONFIRMED: msg("confirmed"),
    Status.UNCONFIRMED: msg("unconfirmed"),
    Status.DEMO: msg("for demonstration only"),
    Status.UNSET: msg("not set"),
}
"""What people read beside a value."""

REGIME_LABELS: dict[Regime, Message] = {
    Regime.R942: msg("Cabinet Regulation 942 (2013–2021)"),
    Regime.PROPOSED_2019: msg("Model proposed in 2019"),
    Regime.R316: msg("Cabinet Regulation 316 (from 2021-07-01)"),
}
"""What people read for a rule pack."""

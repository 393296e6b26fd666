"""The table of numbers that a rule pack may hold: what each means, its unit and its bounds.

A pack that must state a number and does not know it writes the status `unset`; it never leaves it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.domain.rules import Regime, Unit
from engine.messages_catalogue import Message, msg

_NEW_ORDER = frozenset({Regime.PROPOSED_2019, Regime.R316})
_ALL = frozenset(Regime)
_OLD_ORDER = frozenset({Regime.R942})
_R316 = frozenset({Regime.R316})


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


def _base(label: Message, *, packs: frozenset[Regime] = _NEW_ORDER) -> NumberKind:
    return _kind(label, Unit.HOURS_PER_MONTH, 744, packs=packs)


def _week(label: Message, *, packs: frozenset[Regime] = _ALL) -> NumberKind:
    return _kind(label, Unit.HOURS_PER_WEEK, 168, packs=packs, may_be_unlimited=True)


NUMBER_KINDS: dict[str, NumberKind] = {
    # The order itself
    "accepts_applications": _choice(msg("Applications are decided under this order"), "yes", "by_setting"),
    "service_given": _choice(msg("Service is given under this order"), "yes"),
    "hours_bound_to_purpose": _choice(
        msg("Hours may be used only for the purpose they are granted for"), "yes", "no"
    ),
    "evidence_rule": _choice(
        msg("Confirmations by others of where the service was given"), "on_demand", "none"
    ),
    "evidence_working_days": _kind(
        msg("Working days that a demanded confirmation is waited for"),
        Unit.WORKING_DAYS,
        60,
        packs=_OLD_ORDER,
    ),
    # Hours granted a month
    "base_hours_work_study_para": _base(msg("Base hours: paid work, higher education, paralympic sport")),
    "base_hours_school_board": _base(msg("Base hours: school or vocational education, board membership")),
    "base_hours_volunteer_daycare_treatment": _base(
        msg("Base hours: volunteering, day-care centre or workshop, regular treatment")
    ),
    "base_hours_childhood_special_care": _base(msg("Base hours: group I since childhood with special care")),
    "base_hours_other": _base(msg("Base hours: other activities")),
    "base_hours_child": _base(msg("Hours for a child")),
    "base_hours_companion": _base(msg("Hours of a companion for a child"), packs=_R316),
    "home_care_hours": _base(
        msg("Most hours of home care for a child, paid by the municipality"), packs=_R316
    ),
    "treatment_times_per_week": _kind(
        msg("Times a week from which treatment counts as regular"), Unit.TIMES_PER_WEEK, 7, packs=_NEW_ORDER
    ),
    "base_hours_child_treatment": _base(msg("Hours for a child with weekly treatment or rehabilitation")),
    "coefficient_large": _kind(msg("Coefficient of large support"), Unit.FACTOR, 10, packs=_NEW_ORDER),
    "coefficient_very_large": _kind(
        msg("Coefficient of very large support"), Unit.FACTOR, 10, packs=_NEW_ORDER
    ),
    "purpose_combination": _choice(
        msg("Hours when several purposes apply"), "largest", "sum", packs=_NEW_ORDER
    ),
    # Hours granted a week for each purpose
    "purpose_hours_work": _week(msg("Most hours a week: paid work"), packs=_OLD_ORDER),
    "purpose_hours_education": _week(msg("Most hours a week: education"), packs=_OLD_ORDER),
    "purpose_hours_higher_education": _week(msg("Most hours a week: higher education"), packs=_OLD_ORDER),
    "purpose_hours_day_centre_rehab": _week(
        msg("Most hours a week: day centre, social rehabilitation"), packs=_OLD_ORDER
    ),
    "purpose_hours_social_events": _week(
        msg("Most hours a week: social and public events"), packs=_OLD_ORDER
    ),
    "purpose_hours_medical_institutions": _week(
        msg("Most hours a week: medical and other institutions"), packs=_OLD_ORDER
    ),
    "purpose_hours_leisure": _week(msg("Most hours a week: leisure"), packs=_OLD_ORDER),
    "unused_hours_to_leisure": _choice(
        msg("Unused hours of other purposes may be used for leisure"), "no", "yes", packs=_OLD_ORDER
    ),
    "leisure_average_months": _kind(
        msg("Months before, whose average use is the most that leisure may take"),
        Unit.MONTHS,
        12,
        packs=_OLD_ORDER,
    ),
    "leisure_hours_without_use": _kind(
        msg("Most hours a week for leisure where nothing was used in the months before"),
        Unit.HOURS_PER_WEEK,
        168,
        packs=_OLD_ORDER,
    ),
    "vision_benefit_unpaid_hours": _kind(
        msg("First hours of a week that are not paid for who gets the benefit for an assistant"),
        Unit.HOURS_PER_WEEK,
        168,
        packs=_OLD_ORDER,
    ),
    "vision_benefit_hours_per_week": _kind(
        msg("Most paid hours a week for who gets the benefit for an assistant"),
        Unit.HOURS_PER_WEEK,
        168,
        packs=_OLD_ORDER,
    ),
    # Caps of the week
    "recipient_hours_per_week": _week(msg("Most hours a week for one recipient")),
    "assistant_hours_per_week": _week(msg("Most hours a week for one assistant")),
    "minor_assistant_hours_per_week": _kind(
        msg("Most hours a week for an assistant under age"), Unit.HOURS_PER_WEEK, 168
    ),
    # Ages
    "child_age_from": _kind(msg("Age from which a child may have an assistant"), Unit.YEARS, 18),
    "child_age_to": _kind(msg("Age at which a child counts as an adult"), Unit.YEARS, 21),
    "child_signs_from": _kind(msg("Age from which a child may sign a month"), Unit.YEARS, 18),
    "assistant_age_from": _kind(msg("Age from which one may be an assistant"), Unit.YEARS, 21),
    "assistant_adult_age": _kind(msg("Age from which an assistant counts as an adult"), Unit.YEARS, 21),
    # Eligibility
    "special_care_wording": _choice(
        msg("Wording of an opinion on special care that counts"), "short_or_full", "full", packs=_OLD_ORDER
    ),
    # Decision
    "decision_term_starts": _choice(msg("What the term to decide runs from"), "application", "documents"),
    "decision_extension": _choice(msg("The term to decide may be extended"), "no", "yes"),
    "decision_extended_months": _kind(msg("Months to decide when the term is extended"), Unit.MONTHS, 12),
    "decision_term_months": _kind(msg("Months to decide"), Unit.MONTHS, 12),
    "decision_warning_days": _kind(msg("Days until the warning that the decision is due"), Unit.DAYS, 365),
    "decision_most_years": _kind(
        msg("Most years a decision is given for"), Unit.YEARS, 10, may_be_unlimited=True
    ),
    "contest_term_months": _kind(msg("Months to contest a decision"), Unit.MONTHS, 12),
    "contest_end_shift": _choice(
        msg("When the term to contest ends on a day off"), "none", "next", "previous"
    ),
    "contest_term_without_notice_months": _kind(
        msg("Months to contest a decision that does not say where and by when"), Unit.MONTHS, 36
    ),
    "appeal_term_months": _kind(msg("Months to appeal a reviewed decision to a court"), Unit.MONTHS, 12),
    "court_wait_months": _kind(
        msg("Months a case waits for a court's outcome after the term to appeal"), Unit.MONTHS, 36
    ),
    "registered_letter_days": _kind(msg("Days until a registered letter counts as received"), Unit.DAYS, 30),
    "simple_letter_days": _kind(msg("Days until a simple letter counts as received"), Unit.DAYS, 30),
    "email_working_days": _kind(
        msg("Working days until an e-mail or e-address message counts as received"), Unit.WORKING_DAYS, 30
    ),
    # Contract and changes
    "contract_reminder_days": _kind(msg("Days after the decision to remind of the contract"), Unit.DAYS, 365),
    "assistant_changes_per_year": _kind(msg("Changes of assistant a year"), Unit.TIMES_PER_YEAR, 366),
    "assistant_change_limit": _choice(
        msg("What happens to a change of assistant above that number"), "refused", "warning"
    ),
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
    "rate_basis": _choice(
        msg("What the pay for one hour follows from"), "stated", "rate_of_the_year", "wage_by_hours_worked"
    ),
    "hourly_rate": _kind(msg("Pay for one hour"), Unit.EUR_PER_HOUR, 100, packs=_NEW_ORDER),
    "minimum_hourly_rate": _kind(
        msg("Minimum hourly rate of the year"), Unit.EUR_PER_HOUR, 100, packs=_OLD_ORDER
    ),
    "minimum_hourly_rate_minor": _kind(
        msg("Minimum hourly rate of the year for somebody under age"),
        Unit.EUR_PER_HOUR,
        100,
        packs=_OLD_ORDER,
    ),
    "minor_rate_by": _choice(
        msg("Whose age decides on the rate for a minor"), "assistant_age", "recipient_age", packs=_OLD_ORDER
    ),
    "rate_includes_contributions": _choice(
        msg("The hourly rate includes the employer's contributions"), "yes", "no"
    ),
    "employer_contribution_percent": _kind(msg("Employer's social contributions"), Unit.PERCENT, 100),
    "employee_contribution_percent": _kind(msg("Employee's social contributions"), Unit.PERCENT, 100),
    "minimum_monthly_wage": _kind(msg("Minimum monthly wage"), Unit.EUR_PER_MONTH, 100_000),
    "administration_basis": _choice(
        msg("What the administration share is counted from"), "per_hour", "percent_of_pay_and_transport"
    ),
    "administration_per_hour": _kind(
        msg("Administration for one hour"), Unit.EUR_PER_HOUR, 10, packs=_NEW_ORDER
    ),
    "administration_percent": _kind(msg("Administration share"), Unit.PERCENT, 10, packs=_OLD_ORDER),
    "administration_percent_most": _kind(
        msg("Highest administration share"), Unit.PERCENT, 100, packs=_OLD_ORDER
    ),
    # Transport
    "transport_for_leisure": _choice(msg("Transport for leisure is paid"), "no", "yes", packs=_OLD_ORDER),
    "transport_allowance": _kind(
        msg("Transport allowance of the recipient"), Unit.EUR_PER_SIX_MONTHS, 10_000, packs=_OLD_ORDER
    ),
    "transport_above_allowance": _choice(
        msg("What is paid of fuel that costs more than the allowance"), "excess", "whole", packs=_OLD_ORDER
    ),
    "transport_per_month": _kind(
        msg("Most transport costs a month"),
        Unit.EUR_PER_MONTH,
        10_000,
        packs=_OLD_ORDER,
        may_be_unlimited=True,
    ),
    # Control and retention
    "sample_percent": _kind(msg("Share of active cases checked each year"), Unit.PERCENT, 100),
    "whereabouts_retention_years": _kind(
        msg("Years that purposes and confirmations of a month are kept"), Unit.YEARS, 200, packs=_OLD_ORDER
    ),
    "case_file_retention_years": _kind(msg("Years a closed case is kept"), Unit.YEARS, 200),
    "claim_retention_years": _kind(msg("Years a claim is kept"), Unit.YEARS, 200),
    "audit_retention_years": _kind(msg("Years the audit log is kept"), Unit.YEARS, 200),
    "contract_retention_years_from_birth": _kind(
        msg("Years from the assistant's birth that a contract is kept"), Unit.YEARS, 200
    ),
    # Statistics
    "smallest_published_group": _kind(msg("Smallest group of people that is published"), Unit.PEOPLE, 100),
    "near_most_hours": _kind(
        msg("Hours a month from which somebody uses nearly the most"), Unit.HOURS_PER_MONTH, 744
    ),
}

DECIMAL_PLACES: dict[Unit, int] = {
    Unit.EUR_PER_HOUR: 4,
    Unit.EUR_PER_MONTH: 2,
    Unit.EUR_PER_SIX_MONTHS: 2,
    Unit.PERCENT: 4,
}
"""Decimal places of units that are not whole numbers; a choice has words."""

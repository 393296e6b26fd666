"""What a dated number is used for, so that whoever changes it sees what it touches."""

from __future__ import annotations

from enum import StrEnum

from engine.domain.number_kinds import NUMBER_KINDS


class Use(StrEnum):
    """Which part of the service asks for the number."""

    DECISION = "decision"  # whether somebody gets the service, how many hours, until when
    CONTRACT = "contract"  # who may be an assistant, changes of assistant
    MONTH = "month"  # what counts in a month and what it costs
    CLAIM = "claim"  # what the ministry is asked for, and by when
    KEEPING = "keeping"  # how long something is kept, what is sampled


_MONTH = frozenset({
    "service_given", "hours_bound_to_purpose", "evidence_rule", "unused_hours_to_leisure",
    "leisure_average_months", "leisure_hours_without_use", "vision_benefit_unpaid_hours",
    "vision_benefit_hours_per_week", "recipient_hours_per_week", "assistant_hours_per_week",
    "minor_assistant_hours_per_week", "child_signs_from", "assistant_adult_age", "report_due_working_day",
    "report_reminder_working_days", "pay_by", "rate_basis", "hourly_rate", "minimum_hourly_rate",
    "minimum_hourly_rate_minor", "minor_rate_by", "rate_includes_contributions",
    "employer_contribution_percent", "employee_contribution_percent", "minimum_monthly_wage",
    "transport_for_leisure", "transport_allowance", "transport_above_allowance", "transport_per_month",
})  # fmt: skip
_CONTRACT = frozenset({
    "assistant_age_from", "contract_reminder_days", "assistant_changes_per_year", "assistant_change_limit",
    "change_notice_working_days",
})  # fmt: skip
_CLAIM = frozenset({
    "claim_due_day", "claim_start_working_days", "reimbursement_target_days", "administration_basis",
    "administration_per_hour", "administration_percent", "administration_percent_most",
})  # fmt: skip
_KEEPING = frozenset({"sample_percent", *(key for key in NUMBER_KINDS if "retention_years" in key)})


def use_of(key: str) -> Use:
    """What the number is used for; KeyError for one that there is not."""
    if key not in NUMBER_KINDS:
        raise KeyError(key)
    named = {Use.MONTH: _MONTH, Use.CONTRACT: _CONTRACT, Use.CLAIM: _CLAIM, Use.KEEPING: _KEEPING}
    return next((use for use, keys in named.items() if key in keys), Use.DECISION)

"""Which letters exist and what each is given, on every path it may be sent on.

The first table of a letter names everything it may use; a value that a path does not have is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import TABLE_ORDER
from engine.gate.sample_values import DAY, LAST, LATER

Values = dict[str, object]

EVERYBODY: Values = {
    "municipality": {
        "name": "Paraugu novads",
        "address": "Tirgus iela 1, Paraugi",
        "phone": "+371 60000000",
        "email": "socialais@paraugi.example",
    },
    "office_name": "Sociālais dienests",
    "contest_authority": "Paraugu novada dome",
    "letter_day": DAY,
    "case_number": "2026-000123",
    "regime": "proposed_2019",
    "recipient": {"name": "Anna Bērziņa", "address": "Skolas iela 1, Paraugi"},
    "addressee": {"name": "Anna Bērziņa", "address": "Skolas iela 1, Paraugi"},
}
"""What every letter gets."""

_SIGNER: Values = {"signer": {"name": "Ilze Kalniņa", "position": "vadītāja"}}
_ASSISTANT: Values = {"assistant": {"name": "Jānis Ozols", "address": "Meža iela 2, Paraugi"}}
_MONTHLY: Values = {
    "hours_per_week": None,
    "unpaid_hours_per_week": None,
    **{f"hours_{purpose}": None for purpose in TABLE_ORDER},
}
_WEEKLY: Values = {
    **_MONTHLY,
    "regime": "r942",
    "hours_per_week": 18,
    "unpaid_hours_per_week": 10,
    "hours_work": 8,
    "hours_leisure": 10,
}
_DECISION: Values = {
    **_SIGNER,
    **_MONTHLY,
    "decision_number": "2026-000123/L1",
    "service_kind": "assistant",
    "application_day": DAY,
    "disability_group": "I",
    "score": 20,
    "support_level": "large",
    "decision_hours": 80,
    "valid_from": DAY,
    "valid_to": LAST,
    "decision_reasons": "Anketā ir 20 punkti.",
    "points_summed": "2 + 18 = 20",
    "level_least": 12,
    "level_most": 23,
    "hours_explained": "80 × koeficients 1 = 80 stundas mēnesī.",
    "contest_by": LATER,
}
_NO_POINTS: Values = {"score": None, "points_summed": None, "level_least": None, "level_most": None}
_CHILD: Values = {**_DECISION, **_NO_POINTS, "disability_group": "child", "support_level": "child"}
_COMPANION: Values = {**_CHILD, "regime": "r316", "service_kind": "companion"}
_INDIVIDUAL: Values = {
    **_DECISION,
    **_WEEKLY,
    **_NO_POINTS,
    "hours_explained": None,
    "support_level": "individual",
}
_REFUSED: Values = {
    **_DECISION,
    "decision_hours": None,
    "valid_from": None,
    "valid_to": None,
    **_NO_POINTS,
    "support_level": None,
    "hours_explained": None,
}
_CONTESTED: Values = {
    **_SIGNER,
    **_MONTHLY,
    "decision_number": "2026-000123/L1",
    "contest_outcome": "upheld",
    "contest_decision_outcome": None,
    "contest_hours": None,
    "contest_valid_from": None,
    "contest_valid_to": None,
    "contested_on": DAY,
    "contest_decided_on": DAY,
    "contest_note": "Lēmums ir pamatots.",
}
_CHANGED: Values = {
    **_CONTESTED,
    "contest_outcome": "changed",
    "contest_decision_outcome": "partly",
    "contest_hours": 100,
    "contest_valid_from": DAY,
    "contest_valid_to": LAST,
}
_CONTRACT: Values = {
    **_SIGNER,
    **_MONTHLY,
    **_ASSISTANT,
    "service_kind": "assistant",
    "contract_number": "2026-000123/A1",
    "contract_form": "contract_for_work",
    "first_day": DAY,
    "valid_to": LAST,
    "decision_number": "2026-000123/L1",
    "decision_hours": 80,
    "representative_name": "",
    "representative_address": "",
    "provider_name": "",
}
_FOR_A_CHILD: Values = {"representative_name": "Marta Priede", "representative_address": "Skolas iela 5"}
_TERM: Values = {"term_starts_on": DAY, "term_ends_on": date(2026, 11, 5)}
_MONTH: Values = {"period": ServiceMonth(2026, 10), "assistant": {"name": "Jānis Ozols"}}
_LATE: Values = {**_MONTH, "confirm_by": date(2026, 11, 6)}
_STATEMENT: Values = {
    **_MONTH,
    "contract_number": "2026-000123/A1",
    "contract_form": "contract_for_work",
    "total_minutes": 661,
    "payable_minutes": 601,
    "not_paid_explained": "1 st. ir vairāk, nekā bija atlicis no mēnesim piešķirtajām stundām.",
    "pay_explained": "10 st. 1 min = 601 minūtes; 601 × 5,4200 € ÷ 60 = 54,29 €.",
    "gross_cents": 4393,
    "top_up_cents": None,
    "transport_explained": None,
    "transport_cents": None,
}
_STATEMENTS: list[Values] = [
    _STATEMENT,
    {**_STATEMENT, "contract_form": "self_employed", "not_paid_explained": None, "top_up_cents": 301},
    {
        **_STATEMENT,
        "contract_form": "provider",
        "pay_explained": None,
        "payable_minutes": 0,
        "gross_cents": 0,
    },
    {**_STATEMENT, "regime": "r316"},
]
_WITH_JOURNEYS: Values = {
    **_STATEMENT,
    "regime": "r942",
    "transport_explained": "03.02.2021.: biļete par 1,50 €.",
    "transport_cents": 150,
}
_ENDS = (
    "withdrawal", "moved", "decision_expired", "recipient_died", "turned_18", "not_used", "annulled",
    "refusal_ground_found", "opinion_expired",
)  # fmt: skip
_REASONS = (
    "hours_missing", "not_given_as_entered", "slip_of_entry", "limit_applies", "rate_corrected",
    "other_grounds",
)  # fmt: skip
_RENEWAL: Values = {"decision_number": "2026-000123/L1", "valid_to": LAST}
_KINDS = ("assistant", "companion")
_EDITS = [
    {**_MONTH, "who_changed": who, "is_assistant": is_assistant}
    for who in ("assistant", "recipient", "returned", "taken_back")
    for is_assistant in (True, False)
]
_NOTES = ("both_sides_asked", "slip_of_entry", "limit_applies", "not_given_as_entered", "other_grounds")

LETTERS: Mapping[str, Mapping[str, list[Values]]] = {
    "assistant_service": {
        "application_received": [{"application_day": DAY}],
        "request_documents": [{"missing_documents": ["commission_opinion"], "documents_due": DAY}],
        "decision_granted": [_DECISION, _CHILD, _COMPANION, _INDIVIDUAL],
        "decision_partly": [_DECISION, _CHILD, _COMPANION, _INDIVIDUAL],
        "decision_refused": [
            _REFUSED,
            {**_REFUSED, "score": 5, "support_level": "none"},
            {**_REFUSED, "disability_group": "child", "service_kind": "companion"},
        ],
        "contestation_decided": [
            _CONTESTED,
            _CHANGED,
            {**_CHANGED, **_WEEKLY, "contest_hours": None},
            {**_CONTESTED, "contest_outcome": "changed", "contest_decision_outcome": "refused"},
            {**_CONTESTED, "contest_outcome": "annulled"},
        ],
        "contract": [
            _CONTRACT,
            {**_CONTRACT, **_WEEKLY},
            {**_CONTRACT, **_FOR_A_CHILD, "service_kind": "companion"},
            {**_CONTRACT, **_FOR_A_CHILD, "contract_form": "self_employed"},
            {**_CONTRACT, "contract_form": "provider", "provider_name": "SIA Palīgs"},
        ],
        "contract_reminder": [{**_ASSISTANT, "contract_number": "2026-000123/A1", "first_day": DAY}],
        "decision_term_warning": [_TERM],
        "decision_term_passed": [_TERM],
        "renewal_reminder": [{**_RENEWAL, "service_kind": kind} for kind in _KINDS],
        "adult_assessment": [{}],
        "end_of_service": [
            {"service_kind": kind, "end_reason": reason, "ended_on": DAY}
            for kind in _KINDS
            for reason in _ENDS
        ],
    },
    "monthly_confirmation": {
        "month_reminder": [{**_LATE, "is_assistant": True}, {**_LATE, "is_assistant": False}],
        "month_late": [{**_LATE, "assistant_signed": True}, {**_LATE, "assistant_signed": False}],
        "month_rejected": [{**_MONTH, "findings_note": note} for note in _NOTES],
        "month_statement": _STATEMENTS,
        "month_changed": _EDITS,
    },
    "monthly_report_r942": {
        "month_reminder": [{**_LATE, "is_assistant": True}, {**_LATE, "is_assistant": False}],
        "month_late": [{**_LATE, "assistant_signed": True}, {**_LATE, "assistant_signed": False}],
        "month_rejected": [{**_MONTH, "findings_note": note} for note in _NOTES],
        "month_statement": [*_STATEMENTS, _WITH_JOURNEYS],
        "month_changed": _EDITS,
        "evidence_demanded": [
            {**_MONTH, "purpose": str(purpose), "evidence_due": LATER} for purpose in TABLE_ORDER
        ],
    },
    "month_correction": {
        "month_corrected": [
            {**_MONTH, "correction_reason": reason, "answer_by": date(2026, 11, 20)} for reason in _REASONS
        ],
    },
}
"""Process → letter → its values on each path."""
_REMINDED: Values = {
    "task_title_lv": "Zvanīt asistentam",
    "task_title_en": "Telephone the assistant",
    "task_subject": "Anna Bērziņa, 2026-000123",
    "task_due": DAY,
}
ON_DEMAND: Mapping[str, list[Values]] = {
    "remind_of_tasks": [_REMINDED, {**_REMINDED, "task_subject": "", "task_due": None}],
}
"""Operation that a diagram of any process may name → the values of its letter on each path."""
SENDS: Mapping[str, str] = {"remind_of_tasks": "task_reminder"}
"""The same operation → the letter that it sends."""


def letters_of(process_id: str) -> dict[str, list[Values]]:
    """The letters that the operations of a process may send → their values on each path."""
    return {**LETTERS.get(process_id, {}), **{SENDS[one]: paths for one, paths in ON_DEMAND.items()}}


def names_in(values: Mapping[str, object]) -> set[str]:
    """The names of the values; those of a table also by path, as in "municipality.name"."""
    inner = {f"{name}.{key}" for name, value in values.items() if isinstance(value, dict) for key in value}
    return inner | set(values)

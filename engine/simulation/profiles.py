"""What will become of a made-up person's case, as far as people decide it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class MonthHabit(StrEnum):
    """How a pair goes about its months."""

    BOTH_SIGN = "both_sign"
    RECIPIENT_CORRECTS = "recipient_corrects"  # changes a day once, the assistant signs anew
    ONLY_ASSISTANT = "only_assistant"  # the recipient never clicks: the office records a fallback
    NOBODY = "nobody"  # neither does
    TOO_MANY_HOURS = "too_many_hours"  # more than granted: a finding for a person


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happens to a case, some days after its contract began (or after its decision)."""

    after_days: int
    message: str
    answers: dict[str, object]  # "+n" for a day means n days after the day it happens
    since: str = "contract"  # or "decision"


@dataclass(frozen=True, slots=True)
class Profile:
    """One case to come."""

    points: int = 1  # what each of the twelve questions is answered with: 0 not needed, 1 large, 2 very large
    is_child: bool = False
    contract_form: str = "contract_for_work"
    provider_id: int | None = None  # the organisation, where the form is "provider"
    purpose: str = "work_study_para"
    stops_before: frozenset[str] = frozenset()  # user tasks that nobody does
    documents: str = "complete"  # complete | late (asked for, then delivered) | never
    habit: MonthHabit = MonthHabit.BOTH_SIGN
    stops_signing: tuple[str, frozenset[str]] = ("9999-12", frozenset())  # from this period: undone tasks
    changes: tuple[Change, ...] = ()
    hours_share: int = 80  # percent of the granted hours that are used
    findings_verdict: str = "accept_payable"  # what the office does about findings; or "reject"
    labels: tuple[str, ...] = field(default_factory=tuple)

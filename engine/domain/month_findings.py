"""What can be wrong with a month's entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.domain.steps import CaseValue, message_as_values
from engine.messages_catalogue import Message


class FindingCode(StrEnum):
    """What is wrong; the code is kept with the month and counted in reports."""

    OUTSIDE_MONTH = "outside_month"
    FUTURE_DAY = "future_day"
    BEFORE_CONTRACT = "before_contract"
    AFTER_CONTRACT = "after_contract"
    SUSPENDED = "suspended"
    ASSISTANT_TOO_YOUNG = "assistant_too_young"
    DAY_TOO_LONG = "day_too_long"
    TIMES_DIFFER = "times_differ"
    TIMES_MISSING = "times_missing"
    TWO_RECIPIENTS = "two_recipients"
    TWO_ASSISTANTS = "two_assistants"
    ASSISTANT_WEEK = "assistant_week"
    RECIPIENT_WEEK = "recipient_week"
    GRANT_EXCEEDED = "grant_exceeded"
    ORDER_ENDED = "order_ended"
    PURPOSE_MISSING = "purpose_missing"
    PURPOSE_NOT_GRANTED = "purpose_not_granted"
    PURPOSE_WEEK = "purpose_week"
    EVIDENCE_MISSING = "evidence_missing"
    LEISURE_AVERAGE = "leisure_average"
    VISION_BENEFIT = "vision_benefit"
    BENEFIT_WEEK = "benefit_week"


@dataclass(frozen=True, slots=True)
class MonthFinding:
    """One thing wrong: where (a day, an ISO week, or the whole month), and how many minutes it rejects."""

    code: FindingCode
    minutes: int  # not payable because of this finding; 0 = only to be looked at
    message: Message
    day: date | None = None
    week: str | None = None

    def as_values(self) -> dict[str, CaseValue]:
        """The finding as case values: {code, minutes, day, week, text, values}."""
        return {
            "code": self.code.value,
            "minutes": self.minutes,
            "day": self.day,
            "week": self.week,
            **message_as_values(self.message),
        }

"""What a check leaves with the month: its findings, and where it stands."""

from __future__ import annotations

from engine.domain.month_check import MonthCheck
from engine.domain.month_findings import FindingCode
from engine.persistence.effects.context import Effect
from engine.persistence.effects.months import FoundInMonth, MoveMonth, ReplaceFindings
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_values import MonthContent


def checked(month: MonthContent, result: MonthCheck) -> list[Effect]:
    """The effects of a check; the month waits for the office where something is to be decided."""
    found = [FoundInMonth(one.code.value, one.day, one.minutes, one.message) for one in result.findings]
    effects: list[Effect] = [ReplaceFindings(month.month_id, found)]
    if is_to_decide(result):
        waits = MoveMonth(month.month_id, MonthState.FINDINGS, payable_minutes=result.payable_minutes)
        effects.append(waits)
    return effects


def is_to_decide(result: MonthCheck) -> bool:
    """Whether a person looks at the findings; what the recipient's benefit pays is only told."""
    return any(one.code is not FindingCode.VISION_BENEFIT for one in result.findings)

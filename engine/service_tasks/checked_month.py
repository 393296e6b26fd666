"""What a check leaves with the month: its findings, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from engine.domain.month_check import MonthCheck
from engine.domain.month_findings import FindingCode, MonthFinding
from engine.persistence.effects.context import Effect
from engine.persistence.effects.months import FoundInMonth, MoveMonth, ReplaceFindings
from engine.persistence.tables.months import MonthState
from engine.service_tasks.month_values import MonthContent


def checked(month: MonthContent, result: MonthCheck) -> list[Effect]:
    """The effects of a check; the month waits for the office where something is to be decided."""
    effects: list[Effect] = [ReplaceFindings(month.month_id, _found(result.findings))]
    if is_to_decide(result):
        waits = MoveMonth(month.month_id, MonthState.FINDINGS, payable_minutes=result.payable_minutes)
        effects.append(waits)
    return effects


def benefit_anew(month: MonthContent, result: MonthCheck) -> ReplaceFindings:
    """What the recipient's benefit pays of a corrected month: the other months of a week count on it."""
    told = [one for one in result.findings if one.code is FindingCode.VISION_BENEFIT]
    return ReplaceFindings(month.month_id, _found(told), FindingCode.VISION_BENEFIT.value)


def is_to_decide(result: MonthCheck) -> bool:
    """Whether a person looks at the findings; what the recipient's benefit pays is only told."""
    return any(one.code is not FindingCode.VISION_BENEFIT for one in result.findings)


def _found(findings: Iterable[MonthFinding]) -> list[FoundInMonth]:
    return [FoundInMonth(one.code.value, one.day, one.minutes, one.message) for one in findings]

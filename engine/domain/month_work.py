"""The minutes of a month that nothing has rejected yet, while its rules are checked one after another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from engine.domain.month_findings import FindingCode, MonthFinding
from engine.domain.weekly_purposes import TABLE_ORDER, WeeklyPurpose
from engine.messages_catalogue import Message

PurposeMinutes: TypeAlias = tuple[date, WeeklyPurpose, int]
"""Minutes of one day for one purpose."""


@dataclass(slots=True)
class MonthWork:
    """Minutes left on each day, those of them by purpose where hours are bound to one, and what was found."""

    left: dict[date, int]
    parts: dict[date, dict[WeeklyPurpose, int]] = field(default_factory=dict)
    findings: list[MonthFinding] = field(default_factory=list)

    def keep_on(self, day: date, most: int, code: FindingCode, message: Message) -> None:
        """Keep at most so many minutes of the day and write a finding for the rest."""
        rejected = max(0, self.left[day] - max(0, most))
        self.left[day] -= rejected
        self.findings.append(MonthFinding(code, rejected, message, day=day))

    def reject_latest(self, days: Iterable[date], excess: int) -> None:
        """Take so many minutes away, beginning with the latest of the days."""
        self._reject(sorted(days, reverse=True), excess)

    def reject_earliest(self, days: Iterable[date], excess: int) -> None:
        """Take so many minutes away, beginning with the earliest of the days."""
        self._reject(sorted(days), excess)

    def used_for(self, purpose: WeeklyPurpose, days: Iterable[date]) -> int:
        """Minutes left for the purpose on these days."""
        return sum(self.parts.get(day, {}).get(purpose, 0) for day in days)

    def reject_latest_for(self, purpose: WeeklyPurpose, days: Iterable[date], excess: int) -> None:
        """Take so many minutes of the purpose away, beginning with the latest of the days."""
        for day in sorted(days, reverse=True):
            minutes = self.parts.get(day, {}).get(purpose, 0)
            taken = min(minutes, excess)
            if taken:
                self.parts[day][purpose] = minutes - taken
                self.left[day] -= taken
                excess -= taken

    def served(self) -> list[date]:
        """The days that have minutes left, in order."""
        return sorted(day for day, minutes in self.left.items() if minutes)

    def purposes_left(self) -> tuple[PurposeMinutes, ...]:
        """What is left of each day by purpose; what a day lost is taken from its last purposes."""
        found = []
        for day in self.served():
            kept = cut_parts(self.parts.get(day, {}), self.left[day])
            found += [(day, purpose, kept[purpose]) for purpose in TABLE_ORDER if kept.get(purpose)]
        return tuple(found)

    def _reject(self, days: list[date], excess: int) -> None:
        for day in days:
            taken = min(self.left[day], excess)
            self.left[day] -= taken
            excess -= taken


def cut_parts(parts: dict[WeeklyPurpose, int], most: int) -> dict[WeeklyPurpose, int]:
    """The parts of a day with at most so many minutes together; the last purpose of the table gives way."""
    kept, room = {}, most
    for purpose in TABLE_ORDER:
        minutes = min(parts.get(purpose, 0), room)
        if minutes:
            kept[purpose] = minutes
            room -= minutes
    return kept

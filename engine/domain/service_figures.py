"""A year of the service in figures: sums by month, averages a recipient, who used it how much and for what.

Money and hours are those of frozen claims; a month counts for the recipient to whom hours were given in it.
The definitions are those of the ministry's paper of 2019: averages are by recipient and month.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from engine.domain import averages
from engine.domain.money import half_up, whole
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.messages_catalogue import Message, msg

ONLY_INCLUSION = frozenset(
    {WeeklyPurpose.SOCIAL_EVENTS, WeeklyPurpose.MEDICAL_INSTITUTIONS, WeeklyPurpose.LEISURE}
)
"""Purposes of who uses the service only for social inclusion (leisure), doctors and institutions."""


class Group(StrEnum):
    """Whom a month counts for: a disability group of an adult, or a child."""

    FIRST = "I"
    SECOND = "II"
    CHILD = "child"
    UNKNOWN = "unknown"  # the application does not say


GROUP_LABELS: dict[Group, Message] = {
    Group.FIRST: msg("Disability group I"),
    Group.SECOND: msg("Disability group II"),
    Group.CHILD: msg("Children"),
    Group.UNKNOWN: msg("Group not known"),
}
"""What people read for a group."""


@dataclass(frozen=True, slots=True)
class ClaimedMonth:
    """What frozen claims ask for one recipient's month under one contract; corrections may be negative."""

    recipient: str  # the same word for the same person
    period: str  # "2018-03"
    group: Group
    minutes: int
    pay_cents: int
    transport_cents: int = 0
    admin_cents: int = 0
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over claimed months."""

    recipients: int  # different people
    recipient_months: int  # people, counted anew each month
    minutes: int
    pay_cents: int
    transport_cents: int
    admin_cents: int

    @property
    def total_cents(self) -> int:
        """All that was claimed."""
        return self.pay_cents + self.transport_cents + self.admin_cents

    @property
    def hours_a_month(self) -> Decimal:
        """Average hours of a recipient a month, two places; 0 where nobody was served."""
        return self._by_recipient(Fraction(whole(self.minutes), 60))

    @property
    def hours_a_week(self) -> Decimal:
        """The same by the week, for statistics only."""
        return averages.hours_a_week(self.hours_a_month)

    @property
    def pay_a_month(self) -> Decimal:
        """Average pay for a recipient's month in euro, two places."""
        return self._by_recipient(Fraction(whole(self.pay_cents), 100))

    @property
    def total_a_month(self) -> Decimal:
        """Average of all costs of a recipient's month in euro, two places."""
        return self._by_recipient(Fraction(whole(self.total_cents), 100))

    def _by_recipient(self, total: Fraction) -> Decimal:
        if not self.recipient_months:
            return Decimal("0.00")
        return Decimal(half_up(total.numerator * 100, total.denominator * self.recipient_months)).scaleb(-2)


def sums(months: Iterable[ClaimedMonth]) -> Sums:
    """The sums; a month whose corrections leave no hours counts nobody."""
    minutes: Counter[tuple[str, str]] = Counter()
    money = [0, 0, 0]
    for one in months:
        minutes[one.recipient, one.period] += whole(one.minutes)
        for place, cents in enumerate((one.pay_cents, one.transport_cents, one.admin_cents)):
            money[place] += whole(cents)
    served = [key for key, total in minutes.items() if total > 0]
    people = len({recipient for recipient, _ in served})
    return Sums(people, len(served), minutes.total(), *money)


def sums_by(months: Iterable[ClaimedMonth], part: str) -> dict[str, Sums]:
    """The sums for each value of "period", "group" or "municipality", sorted by it."""
    parts: dict[str, list[ClaimedMonth]] = defaultdict(list)
    for one in months:
        parts[str(getattr(one, part))].append(one)
    return {name: sums(parts[name]) for name in sorted(parts)}


def near_most(months: Iterable[ClaimedMonth], hours: int) -> int:
    """How many people used at least so many hours a month, on the average of the months in which they did."""
    minutes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in months:
        minutes[one.recipient][one.period] += whole(one.minutes)
    used = [[total for total in by_month.values() if total > 0] for by_month in minutes.values()]
    return sum(sum(one) >= hours * 60 * len(one) for one in used if one)


def used_only_for(uses: Mapping[str, Collection[str]], among: Collection[str]) -> int:
    """How many people used the service for these purposes and no others; `uses`: person → purposes."""
    return sum(bool(purposes) and set(purposes) <= set(among) for purposes in uses.values())

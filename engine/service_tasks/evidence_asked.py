"""What confirmations were demanded for a month and came, as of the step that asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from engine.domain.evidence import Evidence, EvidenceDemand, missing_evidence
from engine.domain.service_month import ServiceMonth
from engine.domain.weekly_purposes import WeeklyPurpose
from engine.persistence.queries.evidence import Demanded, of_month
from engine.service_tasks.month_values import MonthContent
from engine.service_tasks.outcome import Reading, Values

NEWS = "evidence_news"
"""What the message of this step brought: it is written with the step, so it is not among the rows yet."""


def evidence_of(values: Values, reading: Reading, month: MonthContent) -> list[Demanded]:
    """The rows, and what the step itself brings."""
    news = values.get(NEWS)
    return [*of_month(reading.session, month.month_id), *([_read(news)] if isinstance(news, Mapping) else [])]


def missing_of(asked: Sequence[Demanded], month: ServiceMonth) -> frozenset[WeeklyPurpose]:
    """The purposes whose hours wait for a confirmation."""
    demands = [EvidenceDemand(month, WeeklyPurpose(one.purpose), one.demanded_on) for one in asked]
    came = [(WeeklyPurpose(one.purpose), one.received_on) for one in asked]
    return missing_evidence(month, demands, [Evidence(month, what, on) for what, on in came if on])


def as_news(demanded: Demanded) -> dict[str, object]:
    """What a message says of a confirmation that is demanded now, or came now."""
    return {
        "purpose": demanded.purpose,
        "demanded_on": demanded.demanded_on,
        "due_on": demanded.due_on,
        "received_on": demanded.received_on,
    }


def waited_until(asked: Sequence[Demanded], month: ServiceMonth, day: date) -> date:
    """The last day on which a missing confirmation may come; the day itself where none is awaited."""
    missing = missing_of(asked, month)
    return max([day, *(one.due_on for one in asked if one.purpose in missing)])


def _read(news: Mapping[str, object]) -> Demanded:
    days = {name: news.get(name) for name in ("demanded_on", "due_on", "received_on")}
    demanded_on, due_on, received_on = (day if isinstance(day, date) else None for day in days.values())
    if demanded_on is None or due_on is None:
        raise ValueError("a demand has its days")
    return Demanded(0, str(news.get("purpose")), demanded_on, due_on, received_on)

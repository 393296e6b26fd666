"""Gathers what a month is checked against from the rows of the house."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from engine.domain.month_entries import Span
from engine.domain.month_facts import MonthFacts, OtherDay, Shares, Suspension, WeeklyFacts, iso_week
from engine.persistence.effects.month_limits import HeedOthers, assistant_key_of
from engine.persistence.queries import month_facts as rows
from engine.persistence.queries.month_facts import EntryElsewhere, Terms
from engine.persistence.queries.weeks import minutes_elsewhere
from engine.service_tasks.month_values import MonthContent
from engine.service_tasks.outcome import Reading

__all__ = ["Terms", "by_week", "facts_of", "heeding", "terms_of"]


def terms_of(reading: Reading, month: MonthContent) -> Terms:
    """What the month's contract says that it is checked by."""
    return rows.terms_of(reading.session, month.contract_id)


def facts_of(
    reading: Reading, terms: Terms, month: MonthContent, *, today: date, granted: int | WeeklyFacts
) -> MonthFacts:
    """The terms, the stays and what the same people did elsewhere, as of the step.

    `granted` are minutes for the month, or hours a week for each purpose.
    """
    session, period = reading.session, month.period
    first, last = period.first_day, period.last_day
    key = assistant_key_of(session, terms.assistant_id)
    weeks = {iso_week(entry.day) for entry in month.entries}
    stays = rows.suspensions(session, terms.case_id, first, last)
    return MonthFacts(
        month=period,
        today=today,
        contract_first_day=terms.first_day,
        contract_last_day=terms.last_day,
        granted_minutes=granted if isinstance(granted, int) else None,
        weekly=granted if isinstance(granted, WeeklyFacts) else None,
        granted_minutes_used=rows.used_by_recipient(session, terms, str(period)),
        suspensions=tuple(
            Suspension(stay.from_day, stay.to_day, "in_patient" if stay.in_patient else stay.reason)
            for stay in stays
        ),
        others=_others(
            rows.entries_elsewhere(
                session, terms.parties, (first, last), checked=True, several=not isinstance(granted, int)
            )
        ),
        assistant_week_minutes=minutes_elsewhere(session, key, month.month_id, weeks),
        recipient_week_minutes=by_week(
            rows.recipient_weeks_elsewhere(session, terms, month.month_id, first, last)
        ),
        assistant_birth_date=rows.assistant_born_on(session, terms),
    )


def heeding(reading: Reading, terms: Terms, month: MonthContent) -> HeedOthers:
    """That the months which the facts were read from have stayed so until the step is written."""
    counted = rows.counted_elsewhere(reading.session, terms.parties, month.period)
    return HeedOthers(terms.parties, month.period, counted)


def _others(found: Sequence[EntryElsewhere]) -> tuple[OtherDay, ...]:
    return tuple(
        OtherDay(
            one.day,
            one.minutes,
            Shares.ASSISTANT if one.same_assistant else Shares.RECIPIENT,
            tuple(Span(start, end) for start, end in one.spans),
        )
        for one in found
    )


def by_week(days: Iterable[tuple[date, int]]) -> dict[str, int]:
    """ISO week → minutes of the days in it."""
    weeks: dict[str, int] = {}
    for day, minutes in days:
        weeks[iso_week(day)] = weeks.get(iso_week(day), 0) + minutes
    return weeks

"""What a month of hours bound to purposes is checked against: the grant, and what was used elsewhere."""

from __future__ import annotations

from datetime import date

from engine.domain.month_facts import WeeklyFacts, iso_week
from engine.domain.rules import NumberUnset, Rules
from engine.domain.weekly_purposes import WeeklyPurpose, purposes_of
from engine.persistence.queries import weekly as rows
from engine.persistence.queries.month_facts import Terms
from engine.service_tasks.evidence_asked import evidence_of, missing_of, waited_until
from engine.service_tasks.month_values import MonthContent
from engine.service_tasks.outcome import Reading, Values


def weekly_facts(
    values: Values, reading: Reading, terms: Terms, month: MonthContent, rules: Rules
) -> WeeklyFacts | None:
    """None where the month's hours are granted by the month."""
    hours = values.get("weekly_hours")
    if not isinstance(hours, dict):
        return None
    session, period = reading.session, month.period
    ends = (period.first_day, period.last_day)
    uses = rows.used_elsewhere(session, terms, month.month_id, ends)
    return WeeklyFacts(
        granted=purposes_of(hours),
        used_elsewhere=_by_week(uses),
        vision_benefit=values.get("vision_benefit") is True,
        unpaid_elsewhere=rows.unpaid_elsewhere(session, terms.case_id, month.month_id),
        evidence_missing=missing_of(evidence_of(values, reading, month), period),
        use_before=_use_before(reading, terms, month, rules),
        leisure_elsewhere=sum(use.purposes.get(WeeklyPurpose.LEISURE, 0) for use in uses if use.same_period),
    )


def report_values(values: Values, reading: Reading, month: MonthContent, day: date) -> dict[str, object]:
    """Of a report by purpose: until when findings wait for a confirmation, and whether journeys were made."""
    if "weekly_hours" not in values:
        return {}
    waits_until = waited_until(evidence_of(values, reading, month), month.period, day)
    journeys = month.shown_journeys()
    return {"evidence_due": waits_until, "has_journeys": bool(month.journeys), **journeys}


def _by_week(uses: list[rows.UseElsewhere]) -> dict[str, dict[WeeklyPurpose, int]]:
    weeks: dict[str, dict[WeeklyPurpose, int]] = {}
    for use in uses:
        sums = weeks.setdefault(iso_week(use.day), {})
        for purpose, minutes in purposes_of(use.purposes).items():
            sums[purpose] = sums.get(purpose, 0) + minutes
    return weeks


def _use_before(reading: Reading, terms: Terms, month: MonthContent, rules: Rules) -> tuple[int, ...]:
    """Minutes of each of the months before, as many as the Covid-19 rule looks at; none before the rule."""
    try:
        months = rules.number("leisure_average_months", month.period.last_day).whole
    except NumberUnset:
        return ()
    periods = [str(month.period.plus(-back)) for back in range(months, 0, -1)]
    found = rows.minutes_of_months(reading.session, terms.case_id, periods)
    return tuple(found.get(period, 0) for period in periods)

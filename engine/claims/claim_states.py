"""Where a claim stands: which states it reached and when, until when it is due, how its months stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from engine.domain.deadlines import claim_due
from engine.domain.service_month import ServiceMonth
from engine.persistence.queries import month_overview
from engine.persistence.queries.claim_sheet import ClaimSheet
from engine.persistence.tables.claims import ClaimState
from engine.runtime import Runtime, Session
from engine.tasks.instance_course import Course

AFTER: Mapping[str, ClaimState] = {
    "collect_claim_lines": ClaimState.REVIEW,
    "submit_claim_for_approval": ClaimState.APPROVAL,
    "freeze_claim": ClaimState.FROZEN,
    "export_claim": ClaimState.EXPORTED,
    "register_ministry_reply": ClaimState.ACCEPTED,
    "register_payment": ClaimState.PAID,
    "register_provider_payment": ClaimState.PAID,
    "close_claim": ClaimState.CLOSED,
}
"""Element of the diagram → the state it brings about."""


def due(runtime: Runtime, session: Session, sheet: ClaimSheet) -> date:
    """The last day on which the claim may reach the ministry."""
    book, period = runtime.rule_book(session), ServiceMonth.parse(sheet.claim.period)
    order = book.regime_on(period.last_day, sheet.chosen_regime)
    return claim_due(period, book.of(order), book.holidays)


def archived_before(sheet: ClaimSheet, course: Course) -> date | None:
    """The day before which the claim's first states were reached, where their events were archived."""
    since = sheet.events_since
    has_begun = sheet.claim.state is not ClaimState.COLLECTING
    is_told = any(AFTER.get(element) is ClaimState.REVIEW for element, _ in course.passed)
    is_old = since is not None and ServiceMonth.parse(sheet.claim.period).last_day < since
    return since if is_old and has_begun and not is_told else None


def reached(sheet: ClaimSheet, course: Course) -> dict[ClaimState, datetime]:
    """The instants of the states up to the present one; a state that was left backwards is not reached."""
    order = list(ClaimState)
    last = {AFTER[element]: at for element, at in course.passed if element in AFTER}
    if ClaimState.REVIEW in last:
        last[ClaimState.COLLECTING] = last[ClaimState.REVIEW]
    present = order.index(sheet.claim.state)
    return {state: last[state] for state in order[: present + 1] if state in last}


def months(session: Session, sheet: ClaimSheet) -> dict[str, int]:
    """How many months of the claim's period stand in which state now."""
    period = sheet.claim.period
    found = month_overview.by_period(session, period, period).get(period, {})
    return {str(state): count for state, count in found.items()}

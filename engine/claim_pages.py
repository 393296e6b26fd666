"""One claim as a page shows it: sums, lines, blocked lines with reasons, files, replies, who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.claim_access import knows_people, tenant_of
from engine.domain.deadlines import claim_due
from engine.domain.rights import Actor, Thing, can
from engine.domain.service_month import ServiceMonth
from engine.instance_course import Course, course_of
from engine.persistence.queries import month_overview
from engine.persistence.queries.claim_sheet import ClaimSheet, SheetFile, SheetLine, sheet_of
from engine.persistence.tables.claims import ClaimState
from engine.persistence.tables.months import MonthState
from engine.runtime import Runtime, Session

__all__ = ["ClaimPage", "SheetLine", "find"]

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


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """A claim as this person may see it."""

    sheet: ClaimSheet
    state: ClaimState
    due: date  # at the ministry
    files: Sequence[SheetFile]  # those this person may fetch
    course: Course
    reached: Mapping[ClaimState, datetime]  # when a state was reached last
    may_open_lines: bool  # down to signatures and rate
    months: Mapping[MonthState, int]  # of the claim's period, by where they stand now
    archived_before: date | None  # states reached before this day are told by the archive; None: all are here


def find(runtime: Runtime, actor: Actor, claim_id: int) -> ClaimPage:
    """The claim; NotFound where this person may not see it. The ministry sees numbers in place of names."""
    tenant = tenant_of(runtime, actor, claim_id, "claim.see")
    with runtime.reading(tenant) as session:
        sheet = sheet_of(session, claim_id, with_names=knows_people(actor))
        thing = Thing(sheet.claim.municipality_id)
        course = course_of(session, actor, sheet.claim.instance_id)
        pays, period = can(actor, "payment.see", thing), sheet.claim.period
        return ClaimPage(
            sheet=sheet,
            state=sheet.claim.state,
            due=_due(runtime, session, sheet),
            files=[*sheet.files, *(sheet.payment_files if pays else ())],
            course=course,
            reached=_reached(sheet, course),
            may_open_lines=can(actor, "claim.line", thing),
            months=month_overview.by_period(session, period, period, None).get(period, {}),
            archived_before=_archived_before(sheet, course),
        )


def _due(runtime: Runtime, session: Session, sheet: ClaimSheet) -> date:
    book, period = runtime.rule_book(session), ServiceMonth.parse(sheet.claim.period)
    order = book.regime_on(period.last_day, sheet.chosen_regime)
    return claim_due(period, book.of(order), book.holidays)


def _archived_before(sheet: ClaimSheet, course: Course) -> date | None:
    """The day before which the claim's first states were reached, where their events were archived."""
    since = sheet.events_since
    has_begun = sheet.claim.state is not ClaimState.COLLECTING
    is_told = any(AFTER.get(element) is ClaimState.REVIEW for element, _ in course.passed)
    is_old = since is not None and ServiceMonth.parse(sheet.claim.period).last_day < since
    return since if is_old and has_begun and not is_told else None


def _reached(sheet: ClaimSheet, course: Course) -> dict[ClaimState, datetime]:
    """The instants of the states up to the present one; a state that was left backwards is not reached."""
    order = list(ClaimState)
    last = {AFTER[element]: at for element, at in course.passed if element in AFTER}
    if ClaimState.REVIEW in last:
        last[ClaimState.COLLECTING] = last[ClaimState.REVIEW]
    present = order.index(sheet.claim.state)
    return {state: last[state] for state in order[: present + 1] if state in last}

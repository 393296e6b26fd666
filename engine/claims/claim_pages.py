"""One claim as a page shows it: sums, lines, blocked lines with reasons, files, replies, who did what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.claims import claim_states
from engine.claims.claim_access import knows_people, tenant_of
from engine.domain.rights import Actor, Thing, can
from engine.persistence.queries.claim_sheet import ClaimSheet, SheetFile, SheetLine, but_cases, sheet_of
from engine.persistence.tables.claims import ClaimState
from engine.runtime import Runtime
from engine.tasks.instance_course import Course, course_of

__all__ = ["ClaimPage", "SheetLine", "find"]


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
    months: Mapping[str, int]  # of the claim's period, by the state in which they stand now
    withheld: int  # lines of cases that this person is kept off: in the sums, not in the lists
    archived_before: date | None  # states reached before this day are told by the archive; None: all are here


def find(runtime: Runtime, actor: Actor, claim_id: int) -> ClaimPage:
    """The claim; NotFound where this person may not see it. The ministry sees numbers in place of names."""
    tenant = tenant_of(runtime, actor, claim_id, "claim.see")
    with runtime.reading(tenant) as session:
        sheet = sheet_of(session, claim_id, with_names=knows_people(actor))
        thing = Thing(sheet.claim.municipality_id)
        course = course_of(session, actor, sheet.claim.instance_id)
        pays = can(actor, "payment.see", thing)
        shown = but_cases(sheet, actor.kept_off)
        return ClaimPage(
            sheet=shown,
            state=sheet.claim.state,
            due=claim_states.due(runtime, session, sheet),
            files=[*sheet.files, *(sheet.payment_files if pays else ())],
            course=course,
            reached=claim_states.reached(sheet, course),
            may_open_lines=can(actor, "claim.line", thing),
            months=claim_states.months(session, sheet),
            withheld=len([*sheet.included, *sheet.blocked]) - len([*shown.included, *shown.blocked]),
            archived_before=claim_states.archived_before(sheet, course),
        )

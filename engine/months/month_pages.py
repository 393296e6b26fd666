"""One month as a page shows it: entries by week, signatures, findings, what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from engine.domain.month_facts import iso_week
from engine.domain.rights import Actor, Thing, can
from engine.months.month_access import allowed, is_own
from engine.months.month_correction_pages import CorrectionRow, corrections_on
from engine.persistence import audit
from engine.persistence.queries.month_file import EntryRow, MonthFile, file_of
from engine.runtime import Runtime, Tenant
from engine.tasks.instance_course import Course, course_of

PURPOSE = "month"  # of the read log


@dataclass(frozen=True, slots=True)
class Week:
    """The entries of one ISO week, Monday to Sunday, as far as they lie in the month."""

    name: str  # "2026-W41"
    days: Sequence[EntryRow]

    @property
    def minutes(self) -> int:
        """The sum of the week."""
        return sum(day.minutes for day in self.days)


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month as this person may see it."""

    file: MonthFile
    weeks: Sequence[Week]
    course: Course  # who did what, and what is to be done
    may_take_back: bool  # the assistant, while only they have signed
    corrections: Sequence[CorrectionRow] = ()  # after the month had been claimed, oldest first
    may_correct: bool = False  # the office, where a frozen claim holds the month and no correction is open


def find(runtime: Runtime, actor: Actor, month_id: int) -> MonthPage:
    """The month; NotFound where this person may not see it. Who reads another's month is noted."""
    tenant = Tenant(actor.municipality_id)
    with runtime.reading(tenant) as session:
        month = allowed(session, actor, month_id, "month.see")
        file = file_of(session, month)
        course = course_of(session, actor, month.instance_id)
        corrected = corrections_on(session, actor, month_id)
    if not is_own(actor, month):
        with runtime.transaction(tenant) as session:
            audit.record_read(
                session,
                user_id=actor.user_id,
                person_id=month.recipient_id,
                purpose=actor.purpose or PURPOSE,
                at=runtime.clock.now(),
            )
    if actor.person_id != month.assistant_id and not can(actor, "payment.see", Thing(actor.municipality_id)):
        file = replace(file, paid=())  # what somebody is left with after tax is theirs to know
    waits_for_recipient = any(one.task.element_id in CONFIRMING for one in course.to_do)
    return MonthPage(
        file=file,
        weeks=[Week(name, list(days)) for name, days in groupby(file.entries, lambda one: iso_week(one.day))],
        course=replace(course, to_do=[*course.to_do, *corrected.to_do]),
        may_take_back=waits_for_recipient and actor.person_id == month.assistant_id,
        corrections=corrected.rows,
        may_correct=corrected.may_begin,
    )


CONFIRMING = ("confirm_month", "countersign_month", "confirm_report", "countersign_report")
"""Steps at which the assistant has signed and the other side has not."""

"""What a correction of a month begins with, and which month cannot begin one."""

from __future__ import annotations

from collections.abc import Mapping

from engine.documents.wording import month as month_in_words
from engine.domain.journeys import reported
from engine.domain.service_month import ServiceMonth
from engine.instances import instances
from engine.instances.instances import NewInstance
from engine.messages_catalogue import Message, msg
from engine.persistence.queries.month_corrections import Correctable
from engine.runtime import Runtime, Session

PROCESS = "month_correction"
OPEN_ALREADY = msg("A correction of this month is open already.")
OF_THE_REPORT = (
    "weekly_hours", "vision_benefit", "purposes_asked", "purposes_granted", "journeys_made", "journeys",
)  # fmt: skip
"""The grant that a report by purpose began with, and the journeys that were signed with it."""


def refusal(month: Correctable) -> Message | None:
    """Why no correction of a claimed month begins now; None where one may."""
    return OPEN_ALREADY if month.is_open else None


def of_the_report(runtime: Runtime, session: Session, month: Correctable) -> dict[str, object]:
    """What a correction keeps of a report by purpose (MK 942): grant and journeys; {} for other months.

    They are those of the report itself, whatever was decided later: the month is checked as it was before.
    """
    if month.report_id is None:
        return {}
    execution, _ = instances.look(runtime, session, month.report_id)
    found = {name: value for name, value in execution.values().items() if name in OF_THE_REPORT}
    journeys = reported(found.get("journeys")) if found.get("journeys_made") is True else ()
    return {**found, "journeys_shown": [journey.worded() for journey in journeys]}


def new_correction(
    month: Correctable, correction_id: int, release_id: int, report: Mapping[str, object]
) -> NewInstance:
    """The instance of the month's next correction; `report`: see `of_the_report`."""
    in_words = month_in_words(ServiceMonth.parse(month.period), "lv")
    subject = f"{month.recipient}, {in_words}"
    values = {**month.values, **report, "subject": subject, "correction_id": correction_id}
    key = f"{month.values['month_id']}/{month.next_number}"
    return NewInstance(PROCESS, key, values, release_id, month.case_id)

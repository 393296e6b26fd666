"""What a correction of a month begins with, and which month cannot begin one."""

from __future__ import annotations

from engine.documents.wording import month as month_in_words
from engine.domain.service_month import ServiceMonth
from engine.instances import NewInstance
from engine.messages_catalogue import Message, msg
from engine.persistence.queries.month_corrections import Correctable

PROCESS = "month_correction"
BY_PURPOSE = msg(
    "A claimed month under Cabinet Regulation 942 cannot be corrected here: its hours are bound to purposes "
    "and journeys."
)
OPEN_ALREADY = msg("A correction of this month is open already.")


def refusal(month: Correctable) -> Message | None:
    """Why no correction of a claimed month begins now; None where one may.

    A correction asks for hours by day alone. Where hours are bound to purposes it could neither be checked
    week by week nor leave the report, its confirmations and its journeys true.
    """
    if month.by_purpose:
        return BY_PURPOSE
    return OPEN_ALREADY if month.is_open else None


def new_correction(month: Correctable, correction_id: int, release_id: int) -> NewInstance:
    """The instance of the month's next correction."""
    in_words = month_in_words(ServiceMonth.parse(month.period), "lv")
    values = {**month.values, "subject": f"{month.recipient}, {in_words}", "correction_id": correction_id}
    key = f"{month.values['month_id']}/{month.next_number}"
    return NewInstance(PROCESS, key, values, release_id, month.case_id)

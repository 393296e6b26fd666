"""A child has an assistant or a companion, never both on the same day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.domain.hours import Purpose
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries.granted_cases import granted_beside
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.outcome import Reading, Values


def refuse_both_services(
    purposes: Sequence[str], days: tuple[date | None, date | None], values: Values, reading: Reading
) -> None:
    """EngineError where the other service is granted to the same person on one of these days.

    Source: MK 316 as the ministry's page in easy language and socd.lv show it (LME, J3).
    """
    first, last = days
    recipient_id = given(values, "recipient_id", int)
    for other in granted_beside(reading.session, recipient_id, case_id_of(reading)):
        meets = (last is None or other.valid_from <= last) and (first is None or first <= other.valid_to)
        if meets and (Purpose.COMPANION in purposes) != (Purpose.COMPANION in other.purposes):
            raise EngineError(
                msg(
                    "Assistant and companion are not granted for the same days: decision {number} is in "
                    "force until {last}.",
                    number=other.number,
                    last=other.valid_to,
                )
            )

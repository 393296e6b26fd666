"""What cannot be granted: days beyond the order, and a companion beside an assistant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.domain.hours import Purpose
from engine.domain.rules import Rules
from engine.domain.transition import refuse_beyond_order
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries.granted_cases import granted_beside
from engine.service_tasks.case_values import case_id_of, given
from engine.service_tasks.outcome import Reading, Values

Days = tuple[date | None, date | None]
"""First and last day, both included."""


def refuse_grant(purposes: Sequence[str], days: Days, values: Values, reading: Reading, rules: Rules) -> None:
    """EngineError where days would be granted on which no service is given under the case's order, or on
    which the same person is granted the other of the two services.
    """
    refuse_beyond_order(*days, rules)
    _refuse_both_services(purposes, days, values, reading)


def _refuse_both_services(purposes: Sequence[str], days: Days, values: Values, reading: Reading) -> None:
    """Source: MK 316 as the ministry's page in easy language and socd.lv show it (LME, J3)."""
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

"""The corrections of a month as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor, may
from engine.months.month_correction_values import refusal
from engine.persistence.queries import month_corrections
from engine.persistence.queries.month_corrections import Correctable, CorrectionRow
from engine.persistence.tables.corrections import CorrectionState
from engine.runtime import Session
from engine.tasks.instance_course import ToDo, course_of

__all__ = ["CorrectionRow", "OnPage", "corrections_on"]


@dataclass(frozen=True, slots=True)
class OnPage:
    """What was corrected, what is to be done about it now, and whether another may be begun."""

    rows: Sequence[CorrectionRow]  # oldest first
    to_do: Sequence[ToDo]
    may_begin: bool


def corrections_on(session: Session, actor: Actor, month_id: int) -> OnPage:
    """The corrections of a month, for a person who may see the month."""
    found = month_corrections.listed(session, month_id)
    running = [one.instance_id for one in found if one.state is CorrectionState.OPEN]
    to_do = [to_do for one in running for to_do in course_of(session, actor, one).to_do]
    month = _correctable(session, actor, month_id)
    return OnPage(found, to_do, month is not None and refusal(month) is None)


def _correctable(session: Session, actor: Actor, month_id: int) -> Correctable | None:
    """The month, where a frozen claim holds it and this person corrects months."""
    if not may(actor, "month.correct"):
        return None
    return month_corrections.correctable(session, month_id)

"""Second assessments: what is open in a case, what the first one was, a year's side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from engine.clock import RIGA
from engine.persistence import rows
from engine.persistence.queries.reopenings import put_aside
from engine.persistence.tables.cases import Assessment
from engine.persistence.tables.controls import Reassessment
from engine.persistence.tables.reopenings import SupersededKind


def is_open(session: Session, case_id: int) -> bool:
    """Whether a second assessment of the case is not over."""
    return rows.count(session, Reassessment, case_id=case_id, closed_at=None) > 0


def newest_assessment(session: Session, case_id: int) -> Assessment | None:
    """The assessment that the case rests on; None where none was made here."""
    found = rows.every(session, Assessment, case_id=case_id, order_by=["-id"])
    aside = put_aside(session, SupersededKind.ASSESSMENT, [one.id for one in found])
    return next((one for one in found if one.id not in aside), None)


def of_case(session: Session, case_id: int) -> Sequence[Reassessment]:
    """Those of one case, newest first."""
    return rows.every(session, Reassessment, case_id=case_id, order_by=["-id"])


def ordered_in(session: Session, year: int) -> Sequence[Reassessment]:
    """Those ordered in the year, newest first."""
    first, last = (datetime(one, 1, 1, tzinfo=RIGA) for one in (year, year + 1))
    return rows.every(
        session, Reassessment, ordered_at__least=first, ordered_at__before=last, order_by=["-id"]
    )

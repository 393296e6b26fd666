"""What the figures of past years still need of something erased: no names, and nothing of a single day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.persistence import rows
from engine.persistence.erased_fields import portions
from engine.persistence.tables.erasures import KeptFigure
from engine.persistence.tables.months import ServiceMonth

PERSON, CASE, DECISION, MONTH = "person", "case", "decision", "month"
GROUP, PURPOSES, BIRTH_YEAR, COUNTED_AS = "group", "purposes", "birth_year", "counted_as"
Kept = Mapping[str, Any]


def put(session: Session, kind: str, kept: Mapping[int, Kept], municipality_id: int) -> None:
    """Keep these figures; what is kept of an object already stays beside them."""
    before = of(session, kind, kept)
    for object_id, figures in kept.items():
        if object_id in before:
            whole = {**before[object_id], **figures}
            rows.change(session, KeptFigure, {"kept": whole}, kind=kind, object_id=object_id)
        else:
            row = {"kind": kind, "object_id": object_id, "kept": figures, "municipality_id": municipality_id}
            rows.insert_many(session, KeptFigure, [row])


def of(session: Session, kind: str, ids: Iterable[int]) -> dict[int, Kept]:
    """Object → what is kept of it; objects that were not erased are absent."""
    return {
        one.object_id: one.kept
        for some in portions(ids)
        for one in rows.values(session, KeptFigure, ("object_id", "kept"), kind=kind, object_id=some)
    }


def uses_between(session: Session, first: str, last: str) -> Iterator[tuple[int, Mapping[str, int]]]:
    """(month, purpose → minutes) of each month of these periods whose days were erased."""
    statement = (
        select(KeptFigure.object_id, KeptFigure.kept)
        .join(ServiceMonth, ServiceMonth.id == KeptFigure.object_id)
        .where(KeptFigure.kind == MONTH, ServiceMonth.period.between(first, last))
    )
    yield from ((month_id, kept[PURPOSES]) for month_id, kept in session.execute(statement))


def words_of(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    """Person → the word under which figures count them, of those whose code was erased somewhere."""
    found = of(session, PERSON, person_ids)
    return {one: kept[COUNTED_AS] for one, kept in found.items() if COUNTED_AS in kept}

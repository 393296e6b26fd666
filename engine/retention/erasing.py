"""Carries out erasures: the rows, the audit's trace of it, the list outside the database; all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from engine.domain.retention import Record
from engine.persistence import audit, erasure_list
from engine.persistence.erasure_list import Listed
from engine.persistence.queries import erasures
from engine.retention import case_erasing, person_erasing
from engine.retention.records import Item, Of
from engine.runtime import Runtime, Session

Eraser = Callable[[Session, Sequence[int], Of], None]
ERASERS: Mapping[Record, Eraser] = {
    Record.WHEREABOUTS: case_erasing.whereabouts,
    Record.MONTH_REPORTS: case_erasing.month_reports,
    Record.LETTERS: case_erasing.letters,
    Record.UPLOADS: case_erasing.uploads,
    Record.APPLICATION: case_erasing.whole_case,
    Record.CASE_FILE: case_erasing.case_file,
    Record.MONEY_PAPERS: case_erasing.money_papers,
    Record.PERSON: person_erasing.people,
}
"""In the order in which they are carried out: people last, for the others ask who they are."""
OBJECT_KINDS: Mapping[Record, str] = {
    Record.WHEREABOUTS: "service_month",
    Record.MONTH_REPORTS: "service_month",
    Record.MONEY_PAPERS: "ministry_claim",
    Record.PERSON: "person",
}
"""Of the audit; every other record is of a case."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Who has it erased, when and why; the reason names nobody."""

    at: datetime
    reason: str
    by_user_id: int | None = None


def carry_out(runtime: Runtime, session: Session, items: Iterable[Item], cause: Cause) -> int:
    """Erase these in the caller's transaction for EVERY; how many were not erased before.

    The list outside the database is written last, before the caller commits: where the database then fails,
    the list asks for what was wanted anyway.
    """
    new = apply(session, items, cause)
    listed = [Listed(cause.at, one.municipality_id, one.record, one.object_id) for one in new]
    erasure_list.append(runtime.settings.erasure_list, runtime.database.keys, listed)
    return len(new)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Each once, people last: whoever is erased earlier could not be asked for what figures keep."""
    order = list(ERASERS)
    return sorted(set(items), key=lambda one: (order.index(one.record), one))


def apply(session: Session, items: Iterable[Item], cause: Cause) -> list[Item]:
    """Erase and note it in the database alone; those that were not erased before, in order."""
    wanted = in_order(items)
    known = {record: _known(session, record, wanted) for record in {one.record for one in wanted}}
    new = [one for one in wanted if one.object_id not in known[one.record]]
    for (record, municipality_id), some in groupby(new, key=lambda one: (one.record, one.municipality_id)):
        ids = [one.object_id for one in some]
        ERASERS[record](session, ids, Of(municipality_id, cause.at))
        _note(session, Of(municipality_id, cause.at), record, ids, cause)
    return new


def _known(session: Session, record: Record, items: Sequence[Item]) -> set[int]:
    return erasures.known(session, record, [one.object_id for one in items if one.record == record])


def _note(session: Session, of: Of, record: Record, ids: Sequence[int], cause: Cause) -> None:
    own: dict[str, object] = {"municipality_id": of.municipality_id, "record": str(record), "at": cause.at}
    own |= {"by_user_id": cause.by_user_id, "reason": cause.reason}
    erasures.note(session, own, ids)
    kind = OBJECT_KINDS.get(record, "service_case")
    event = {"action": f"erase_{record}", "at": cause.at, "municipality_id": of.municipality_id}
    event |= {"actor_user_id": cause.by_user_id, "object_kind": kind}
    case = kind == "service_case"
    audit.record_many(session, [{**event, "object_id": one, "case_id": one if case else None} for one in ids])

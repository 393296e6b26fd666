"""Who is kept off which case: now, and earlier; what leaves their hands with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine.domain.rights import PARTIES
from engine.persistence import rows
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.persistence.tables.kept_off import KeptOff, Tie

__all__ = ["Kept", "Tie", "add", "end", "find", "hands_off", "listed", "now"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Somebody of the office who is, or was, kept off a case."""

    kept_id: int
    case_id: int
    case_number: str
    user_id: int
    name: str
    tie: Tie
    words: str
    since: datetime
    said_by: int
    said_by_name: str
    ended_at: datetime | None
    ended_by_name: str | None
    end_words: str | None


def listed(session: Session, case_id: int | None = None) -> list[Kept]:
    """Of one case everything that ever was, of all (None) what is now; the newest first; one query."""
    who, said, ended = aliased(UserAccount), aliased(UserAccount), aliased(UserAccount)
    narrowed = KeptOff.ended_at.is_(None) if case_id is None else KeptOff.case_id == case_id
    statement = (
        select(KeptOff, ServiceCase.case_number, who.display_name, said.display_name, ended.display_name)
        .join(ServiceCase, ServiceCase.id == KeptOff.case_id)
        .join(who, who.id == KeptOff.user_id)
        .join(said, said.id == KeptOff.said_by)
        .outerjoin(ended, ended.id == KeptOff.ended_by)
        .where(narrowed)
        .order_by(KeptOff.id.desc())
    )
    return [
        Kept(
            one.id, one.case_id, number, one.user_id, name, one.tie, one.words, one.since, one.said_by,
            said_by, one.ended_at, ended_by, one.end_words,
        )
        for one, number, name, said_by, ended_by in session.execute(statement)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeTask:
    """An open task for anybody of a role, but for those who did its other half."""

    role: str
    excluded_user_ids: frozenset[int]
    title: Mapping[str, str]  # by language


def office_tasks(session: Session, case_id: int) -> list[OfficeTask]:
    """What the office has to do in a case, its months included; each kind once."""
    columns = ["element_id", "role", "excluded_user_ids", "title_lv", "title_en"]
    asked = {"case_id": case_id, "status": TaskStatus.OPEN, "for_persons": False}
    return list(
        {
            (one.element_id, tuple(one.excluded_user_ids)): OfficeTask(
                one.role, frozenset(one.excluded_user_ids), {"lv": one.title_lv, "en": one.title_en}
            )
            for one in rows.values(session, UserTask, columns, **asked)
            if one.role not in PARTIES
        }.values()
    )


def now(session: Session, case_id: int) -> frozenset[int]:
    """The accounts that are kept off a case."""
    found = rows.values(session, KeptOff, ["user_id"], case_id=case_id, ended_at=None)
    return frozenset(one.user_id for one in found)


def find(session: Session, kept_id: int) -> KeptOff | None:
    """One, if this session's municipality has it."""
    return rows.first(session, KeptOff, id=kept_id)


def add(
    session: Session, case: ServiceCase, people: tuple[int, int], told: tuple[Tie, str], at: datetime
) -> bool:
    """`people`: who is kept off, who says so; `told`: why. False where they are kept off already."""
    user_id, said_by = people
    tie, words = told
    new = {
        "municipality_id": case.municipality_id,
        "case_id": case.id,
        "user_id": user_id,
        "tie": tie,
        "words": words,
        "since": at,
        "said_by": said_by,
    }
    return rows.add_unless_there(session, KeptOff, new)


def end(session: Session, kept_id: int, *, by: int, words: str, at: datetime) -> bool:
    """From now on the account works on the case again; False where it does so already."""
    ended = {"ended_at": at, "ended_by": by, "end_words": words}
    return rows.change(session, KeptOff, ended, id=kept_id, ended_at=None) == 1


def hands_off(session: Session, case_id: int, user_id: int) -> int:
    """Tasks that the account had taken are their group's again, the case is nobody's; how many tasks."""
    own = {"case_id": case_id, "assignee_id": user_id, "status": TaskStatus.OPEN}
    given_back = rows.change(session, UserTask, {"assignee_id": None}, **own)
    rows.change(session, ServiceCase, {"caseworker_user_id": None}, id=case_id, caseworker_user_id=user_id)
    return given_back

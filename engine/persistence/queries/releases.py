"""Releases, rule packs and the day each is used from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, bindparam, func, insert, select
from sqlalchemy.orm import Session, aliased

from engine.persistence import rows
from engine.persistence.questions import Question
from engine.persistence.tables.accounts import UserAccount
from engine.persistence.tables.installation import (
    DayOff,
    Installation,
    InstallationKind,
    Municipality,
    MunicipalityRelease,
)
from engine.persistence.tables.releases import ProcessDefinition, Release, ReleaseFile, RulePackRevision

_KIND = Question(select(Installation.kind))
_NEWEST_REVISION = Question(select(func.max(RulePackRevision.id)))
_OWN_DAYS = Question(
    select(DayOff.day, DayOff.is_working).where(DayOff.municipality_id == bindparam("municipality_id"))
)


def kind(session: Session) -> InstallationKind:
    """What this installation is for."""
    [(found,)] = _KIND.ask(session)
    return InstallationKind(found)


def find(session: Session, release_id: int) -> tuple[str, dict[str, bytes]] | None:
    """A release's hash and its files by path."""
    sha256 = session.scalars(select(Release.sha256).where(Release.id == release_id)).one_or_none()
    if sha256 is None:
        return None
    found = session.execute(
        select(ReleaseFile.path, ReleaseFile.content).where(ReleaseFile.release_id == release_id)
    )
    return sha256, {path: content for path, content in found}


def id_of(session: Session, sha256: str) -> int | None:
    """The release with this hash, if it was published before."""
    return session.scalars(select(Release.id).where(Release.sha256 == sha256)).one_or_none()


def in_force(session: Session, municipality_id: int, day: date) -> int | None:
    """The release that a municipality's new instances take on a day."""
    return session.scalars(
        select(MunicipalityRelease.release_id)
        .where(MunicipalityRelease.municipality_id == municipality_id, MunicipalityRelease.from_day <= day)
        .order_by(MunicipalityRelease.from_day.desc())
        .limit(1)
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class ReleaseCard:
    """A release as it was taken into use."""

    release_id: int
    since: date
    created_at: datetime
    author: str | None
    approved_by: str | None


def card_in_force(session: Session, municipality_id: int, day: date) -> ReleaseCard | None:
    """The release of a municipality on a day, with who made it and who approved it."""
    found = session.execute(_cards(municipality_id).where(MunicipalityRelease.from_day <= day).limit(1))
    card = found.one_or_none()
    return None if card is None else ReleaseCard(*card)


def earlier(session: Session, municipality_id: int) -> list[ReleaseCard]:
    """What a municipality used before the release it will use last, the newest first; each once."""
    cards = [ReleaseCard(*one) for one in session.execute(_cards(municipality_id))]
    newest = cards[0].release_id if cards else 0
    last_use = {one.release_id: one for one in reversed(cards) if one.release_id != newest}
    return sorted(last_use.values(), key=lambda one: one.since, reverse=True)


def in_use(session: Session, municipality_id: int) -> list[tuple[int, date]]:
    """The releases that a municipality uses, used or will use, with their last first day; newest first."""
    last: dict[int, date] = {}
    for card in session.execute(_cards(municipality_id)):
        last.setdefault(card[0], card[1])
    return sorted(last.items(), key=lambda one: one[1], reverse=True)


def _cards(municipality_id: int) -> Select[int, date, datetime, str, str]:
    """The releases of a municipality with their people, the latest first day first."""
    author, approver = aliased(UserAccount), aliased(UserAccount)
    return (
        select(
            Release.id,
            MunicipalityRelease.from_day,
            Release.created_at,
            author.display_name,
            approver.display_name,
        )
        .join(MunicipalityRelease, MunicipalityRelease.release_id == Release.id)
        .outerjoin(author, author.id == Release.author)
        .outerjoin(approver, approver.id == Release.approved_by)
        .where(MunicipalityRelease.municipality_id == municipality_id)
        .order_by(MunicipalityRelease.from_day.desc())
    )


def in_force_by_code(session: Session, code: str | None, day: date) -> int | None:
    """The same for a municipality by its code; without one, for the only or first municipality."""
    statement = select(Municipality.id).order_by(Municipality.id).limit(1)
    if code is not None:
        statement = statement.where(Municipality.code == code)
    municipality_id = session.scalars(statement).one_or_none()
    return None if municipality_id is None else in_force(session, municipality_id, day)


def add(
    session: Session,
    *,
    sha256: str,
    files: Mapping[str, bytes],
    processes: Mapping[str, str],
    created_at: datetime,
    people: tuple[int | None, int | None],
) -> int:
    """Store a release with its files and processes (id → Latvian name); `people` = author, approver."""
    author, approved_by = people
    release = Release(sha256=sha256, created_at=created_at, author=author, approved_by=approved_by)
    session.add(release)
    session.flush()
    session.execute(
        insert(ReleaseFile),
        [{"release_id": release.id, "path": path, "content": data} for path, data in files.items()],
    )
    session.execute(
        insert(ProcessDefinition),
        [
            {"release_id": release.id, "process_id": process_id, "name": name}
            for process_id, name in processes.items()
        ],
    )
    return release.id


def hold_uses(session: Session, municipality_id: int) -> None:
    """Nobody else changes which release the municipality will use until the transaction ends."""
    session.get(Municipality, municipality_id, with_for_update={"key_share": True})


def take_into_use(session: Session, release_id: int, from_day: date) -> bool:
    """From this day the session's municipality uses the release; False where there is no such release."""
    if not rows.count(session, Release, id=release_id):
        return False
    rows.remove(session, MunicipalityRelease, from_day=from_day)
    session.add(MunicipalityRelease(release_id=release_id, from_day=from_day))
    session.flush()
    return True


def call_off(session: Session, release_id: int, from_day: date) -> bool:
    """Its municipality will not use the release from this day; False where that is not its last plan."""
    newest = session.scalars(select(func.max(MunicipalityRelease.from_day))).one_or_none()
    if newest != from_day:
        return False
    return rows.remove(session, MunicipalityRelease, from_day=from_day, release_id=release_id) == 1


def newest(session: Session) -> int:
    """The release published last."""
    return session.scalars(select(func.max(Release.id))).one() or 0


def first_days(session: Session) -> dict[int, date]:
    """Municipality id → the first day it uses any release."""
    found = session.execute(
        select(MunicipalityRelease.municipality_id, func.min(MunicipalityRelease.from_day)).group_by(
            MunicipalityRelease.municipality_id
        )
    )
    return {municipality_id: day for municipality_id, day in found}


def process_names(session: Session) -> dict[str, str]:
    """Process id → its name in the newest release that has it."""
    found = session.execute(
        select(ProcessDefinition.process_id, ProcessDefinition.name).order_by(ProcessDefinition.release_id)
    )
    return {process_id: name for process_id, name in found}


def newest_revision(session: Session) -> int:
    """A number that grows whenever a rule pack's text is recorded; 0 before the first."""
    [(newest,)] = _NEWEST_REVISION.ask(session)
    return newest or 0


def own_days(session: Session, municipality_id: int) -> dict[date, bool]:
    """Days on which a municipality works, or does not, other than the calendar says; day → does it work."""
    return dict(_OWN_DAYS.ask(session, municipality_id=municipality_id))


def rule_pack_texts(session: Session) -> dict[str, bytes]:
    """The newest text of every pack."""
    found = session.execute(
        select(RulePackRevision.pack, RulePackRevision.content).order_by(RulePackRevision.id)
    )
    return {pack: content for pack, content in found}

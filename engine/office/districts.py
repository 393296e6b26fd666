"""The districts of a municipality as its administrator keeps them: added, renamed, retired, never erased."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import InvalidAnswers, NotFound
from engine.messages_catalogue import msg
from engine.office.house_details import note_change, refuse_stranger
from engine.persistence import rows
from engine.persistence.queries import districts
from engine.persistence.queries.districts import DistrictRow
from engine.persistence.tables.districts import District
from engine.runtime import Runtime, Session, Tenant

__all__ = ["DistrictRow", "add", "bring_back", "ids_of", "listed", "rename", "retire"]

LONGEST = 100
_CODE = re.compile(r"[0-9A-Za-zĀ-ž._-]{1,20}")


def listed(runtime: Runtime, actor: Actor) -> Sequence[DistrictRow]:
    """Every district, retired ones too, with how many cases and roles name it."""
    refuse_stranger(actor)
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        return districts.counted(session)


def add(runtime: Runtime, actor: Actor, code: str, name: str) -> int:
    """A new one; its id. InvalidAnswers with a sentence where `code` or `name` cannot be."""
    refuse_stranger(actor)
    code, name = code.strip(), _checked(name)
    if not _CODE.fullmatch(code):
        sentence = msg("A code has at most 20 letters, digits, dots or dashes and no spaces.")
        raise InvalidAnswers({"code": sentence})
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        taken = rows.count(session, District, municipality_id=actor.municipality_id, code=code)
        if taken:
            raise InvalidAnswers({"code": msg("The code {code} is taken already.", code=code)})
        row = District(municipality_id=actor.municipality_id, code=code, name=name, retired_on=None)
        session.add(row)
        session.flush()
        _note(runtime, session, actor, "district_added", row, {})
        return row.id


def rename(runtime: Runtime, actor: Actor, district_id: int, name: str) -> None:
    """Another name for it; the code stays."""
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        row = _held(session, actor, district_id)
        before = _told(row)
        row.name = _checked(name)
        _note(runtime, session, actor, "district_renamed", row, before)


def retire(runtime: Runtime, actor: Actor, district_id: int) -> None:
    """From today on no case and no role gets it any more; what names it already goes on."""
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        row = _held(session, actor, district_id)
        before = _told(row)
        row.retired_on = row.retired_on or local_day(runtime.clock.now())
        _note(runtime, session, actor, "district_retired", row, before)


def bring_back(runtime: Runtime, actor: Actor, district_id: int) -> None:
    """A retired one may be chosen again."""
    with runtime.transaction(Tenant(actor.municipality_id)) as session:
        row = _held(session, actor, district_id)
        before = _told(row)
        row.retired_on = None
        _note(runtime, session, actor, "district_restored", row, before)


def ids_of(runtime: Runtime, tenant: Tenant, codes: Sequence[str]) -> frozenset[int]:
    """The districts of these codes, for the command line; NotFound names the first that is none."""
    with runtime.reading(tenant) as session:
        known = {one.code: one.id for one in districts.listed(session)}
    for code in codes:
        if code not in known:
            raise NotFound(msg("There is no district {code}.", code=code))
    return frozenset(known[code] for code in codes)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise InvalidAnswers({"name": msg("Write a name of at most {most} characters.", most=LONGEST)})
    return name


def _held(session: Session, actor: Actor, district_id: int) -> District:
    refuse_stranger(actor)
    row = session.get(District, district_id, with_for_update=True)
    if row is None:
        raise NotFound(msg("There is no such district."))
    return row


def _told(row: District) -> dict[str, object]:
    return {"code": row.code, "name": row.name, "retired_on": row.retired_on or ""}


def _note(
    runtime: Runtime, session: Session, actor: Actor, action: str, row: District, before: dict[str, object]
) -> None:
    values = (before, _told(row))
    note_change(session, actor, action, values, now=runtime.clock.now(), object_id=row.id)

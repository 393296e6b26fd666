"""The crest of a municipality: taken in once it is only a picture, shown at the head of its pages."""

from __future__ import annotations

import hashlib

from engine.documents.crest_files import MOST_BYTES, checked_crest
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.office.house_details import note_change, refuse_stranger
from engine.persistence import rows
from engine.persistence.tables.installation import Municipality
from engine.persistence.tables.reaching import MunicipalityCrest
from engine.runtime import EVERY, Runtime, Session

__all__ = ["MOST_BYTES", "find", "put", "take_away"]


def find(runtime: Runtime, municipality_id: int) -> tuple[str, bytes]:
    """Media type and picture; NotFound where there is none."""
    with runtime.reading(EVERY) as session:
        found = rows.first(session, MunicipalityCrest, municipality_id=municipality_id)
        if found is None:
            raise NotFound(msg("There is no such page, or it is not for you."))
        return found.media_type, found.content


def put(runtime: Runtime, actor: Actor, content: bytes) -> None:
    """Take a picture as the crest; EngineError with a sentence where it is not only a picture."""
    refuse_stranger(actor)
    media_type, digest = checked_crest(content), hashlib.sha256(content).hexdigest()
    with runtime.transaction(EVERY) as session:
        _remove(session, actor)
        session.add(
            MunicipalityCrest(
                municipality_id=actor.municipality_id, media_type=media_type, content=content, sha256=digest
            )
        )
        _note(runtime, session, actor, digest)


def take_away(runtime: Runtime, actor: Actor) -> None:
    """Show our own mark again."""
    refuse_stranger(actor)
    with runtime.transaction(EVERY) as session:
        _remove(session, actor)
        _note(runtime, session, actor, "")


def _remove(session: Session, actor: Actor) -> None:
    rows.remove(session, MunicipalityCrest, municipality_id=actor.municipality_id)


def _note(runtime: Runtime, session: Session, actor: Actor, digest: str) -> None:
    """The house's settings name the picture, so that no page looks for one that is not there."""
    house = session.get_one(Municipality, actor.municipality_id, with_for_update=True)
    before = {"crest": str(house.settings.get("crest", ""))}
    others = {name: value for name, value in house.settings.items() if name != "crest"}
    house.settings = {**others, **({"crest": digest[:12]} if digest else {})}
    note_change(
        session, actor, "municipality_changed", (before, {"crest": digest[:12]}), now=runtime.clock.now()
    )

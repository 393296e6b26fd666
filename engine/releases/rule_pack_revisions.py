"""Rule packs as they were recorded: a changed text is a new revision, and no old one is ever lost."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from pathlib import Path

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.domain.rules import RulePack
from engine.errors import EngineError, NotFound, Refused, Severity
from engine.messages_catalogue import msg
from engine.persistence import audit
from engine.persistence.queries import pack_revisions, releases
from engine.persistence.queries.pack_revisions import Revision
from engine.rule_packs import check_file, read_rule_pack
from engine.runtime import EVERY, Runtime, Session

__all__ = ["Revision", "newest", "pack_of", "record", "record_rule_packs"]


def record_rule_packs(runtime: Runtime, folder: Path, *, by: Actor | None = None) -> list[str]:
    """Record the rule packs of a folder where they differ from what is recorded; names of the new ones.

    Raises Refused, with nothing recorded, where one of them cannot be read. `by`: who approved them; None:
    nobody, when an installation is founded.
    """
    texts = {path.stem: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    findings = [one for name, text in texts.items() for one in check_file(text, f"{name}.yaml")]
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise Refused(errors)
    now = runtime.clock.now()
    with runtime.transaction(EVERY) as session:
        present = releases.rule_pack_texts(session)
        changed = [name for name, text in texts.items() if present.get(name) != text]
        for name in changed:
            record(session, name, texts[name], now=now, in_force_from=local_day(now), by=by)
    return changed


def record(
    session: Session, name: str, text: bytes, *, now: datetime, in_force_from: date, by: Actor | None
) -> int:
    """Record a text of a pack that was found sound; the number of the revision.

    `in_force_from`: the first day whose numbers may differ from the text before.
    """
    sha256 = hashlib.sha256(text).hexdigest()
    _refuse_old(session, name, sha256)
    revision_id = pack_revisions.add(
        session, pack=name, sha256=sha256, content=text, recorded_at=now, in_force_from=in_force_from
    )
    audit.record(
        session,
        action="rule_pack_recorded",
        at=now,
        municipality_id=None,
        actor_user_id=by.user_id if by else None,
        object_kind="rule_pack_revision",
        object_id=name,
        details={"sha256": sha256},
    )
    return revision_id


def newest(session: Session, pack: str, *, lock: bool = False) -> Revision:
    """The text of a rule pack that counts now; NotFound where there is none. `lock`: see `pack_revisions`."""
    found = pack_revisions.newest(session, pack, lock=lock)
    if found is None:
        raise NotFound(msg("There is no rule pack “{name}”.", name=pack))
    return found


def pack_of(session: Session, revision_id: int) -> RulePack:
    """What a text that was recorded once said."""
    found = pack_revisions.find(session, revision_id)
    return read_rule_pack(found.content, f"{found.pack}.yaml", recorded=True)


def _refuse_old(session: Session, name: str, sha256: str) -> None:
    """A result names the revision it was calculated with, so that a text is recorded once."""
    if pack_revisions.was_recorded(session, name, sha256):
        raise EngineError(
            msg(
                "The rule pack {name} held this very text before and has changed since: take the newer text "
                "with export, or add a remark why the older one counts again.",
                name=name,
            )
        )

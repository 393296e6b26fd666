"""Rule packs as they were recorded: a changed text is a new revision, and no old one is ever lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

from engine.clock import local_day
from engine.domain.rights import Actor
from engine.errors import EngineError, Refused, Severity
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.queries import releases
from engine.persistence.tables.releases import RulePackRevision
from engine.rule_packs import check_file
from engine.runtime import EVERY, Runtime, Session


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
            sha256 = hashlib.sha256(texts[name]).hexdigest()
            _refuse_old(session, name, sha256)
            session.add(
                RulePackRevision(
                    pack=name,
                    sha256=sha256,
                    content=texts[name],
                    recorded_at=now,
                    in_force_from=local_day(now),
                )
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
    return changed


def _refuse_old(session: Session, name: str, sha256: str) -> None:
    """A result names the revision it was calculated with, so that a text is recorded once."""
    if rows.count(session, RulePackRevision, pack=name, sha256=sha256):
        raise EngineError(
            msg(
                "The rule pack {name} held this very text before: add a remark why it counts again.",
                name=name,
            )
        )

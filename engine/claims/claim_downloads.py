"""The files of a claim, byte for byte as they were made."""

from __future__ import annotations

from dataclasses import dataclass

from engine.claims.claim_access import tenant_of
from engine.domain.rights import Actor
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence import audit, rows
from engine.persistence.tables.claims import ClaimFile, FileKind, PaymentRun, RunKind
from engine.runtime import Runtime, Session

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "credit_transfer": "application/xml",
    "payroll": "text/csv",
}
"""Kind of a file → its media type; the first two are the ministry's, the others pay people."""

FOR_THE_MINISTRY = frozenset(kind.value for kind in FileKind)


@dataclass(frozen=True, slots=True)
class Download:
    """A file as it was made; `sha256` is what the claim keeps of it."""

    file_name: str
    content: bytes
    media_type: str
    sha256: str


def file(runtime: Runtime, actor: Actor, claim_id: int, kind: str) -> Download:
    """A file of the claim: csv, xlsx, credit_transfer or payroll; NotFound where there is none, or not for
    this person. Who fetched a payment file is kept in the audit."""
    tenant = tenant_of(runtime, actor, claim_id, "claim.see" if kind in FOR_THE_MINISTRY else "payment.see")
    with runtime.transaction(tenant) as session:
        found = _find(session, claim_id, kind)
        if found is None:
            raise NotFound(msg("This claim has no such file yet."))
        audit.record(
            session,
            action="claim_file_fetched",
            at=runtime.clock.now(),
            municipality_id=tenant.municipality_id,
            actor_user_id=actor.user_id,
            object_kind="ministry_claim",
            object_id=str(claim_id),
            details={"kind": kind, "sha256": found.sha256},
        )
    return found


def _find(session: Session, claim_id: int, kind: str) -> Download | None:
    if kind not in MEDIA_TYPES:
        return None
    if kind in FOR_THE_MINISTRY:
        made = rows.first(session, ClaimFile, claim_id=claim_id, kind=FileKind(kind))
        found = None if made is None else (made.file_name, made.content, made.sha256)
    else:
        run = rows.first(session, PaymentRun, claim_id=claim_id, kind=RunKind(kind))
        found = None if run is None else (run.file_name, run.content.encode(), run.sha256)
    if found is None:
        return None
    name, content, sha256 = found
    return Download(name, content, MEDIA_TYPES[kind], sha256)

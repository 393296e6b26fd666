"""One line of a claim, down to both signatures, the rate and every step of the sum."""

from __future__ import annotations

from dataclasses import replace

from engine.claims.claim_line_administration import administration
from engine.domain.rights import Actor, Thing, can
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.people import read_notes
from engine.persistence.queries.claim_evidence import LineEvidence as ClaimLinePage
from engine.persistence.queries.claim_evidence import evidence_of
from engine.runtime import Runtime, Tenant

__all__ = ["ClaimLinePage", "line"]

PURPOSE = "claim_line"  # of the read log


def line(runtime: Runtime, actor: Actor, line_id: int) -> ClaimLinePage:
    """The line; NotFound where this person may not look so deep (the ministry may not)."""
    nowhere = NotFound(msg("There is no such claim line, or it is not for you."))
    if actor.municipality_id is None or not can(actor, "claim.line", Thing(actor.municipality_id)):
        raise nowhere
    with runtime.reading(Tenant(actor.municipality_id)) as session:
        found = evidence_of(session, line_id)
        if found is None or found.line.case_id in actor.kept_off:
            raise nowhere
        told = replace(found, administration=administration(session, runtime.rule_book(session), found))
    read_notes.note(runtime, actor, [found.line.recipient_id, found.line.assistant_id], PURPOSE)
    return told

"""Proposed changes of numbers: put in, found, decided on; each step is noted in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine.persistence import audit, rows
from engine.persistence.queries import names
from engine.persistence.tables.number_proposals import NumberProposal, ProposalState

__all__ = [
    "NumberProposal", "ProposalState", "Verdict", "add", "decide", "find", "of_number", "to_decide",
    "waiting", "who",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, by which account, when and why; the revision that an approved one became."""

    state: ProposalState
    user_id: int
    now: datetime
    reason: str = ""
    revision_id: int | None = None


def waiting(session: Session, pack: str = "", key: str = "") -> Sequence[NumberProposal]:
    """Those of all packs, of a pack, or of one number, that nobody has decided on, the oldest first."""
    found = rows.every(session, NumberProposal, order_by=["id"], state=ProposalState.OPEN)
    return [one for one in found if pack in ("", one.pack) and key in ("", one.key)]


def of_number(session: Session, pack: str, key: str) -> Sequence[NumberProposal]:
    """Everything ever proposed for a number, the newest first."""
    return rows.every(session, NumberProposal, order_by=["-id"], pack=pack, key=key)


def find(session: Session, proposal_id: int) -> NumberProposal | None:
    """One of them, to be read."""
    return rows.first(session, NumberProposal, id=proposal_id)


def to_decide(session: Session, proposal_id: int) -> NumberProposal | None:
    """The proposal, kept from everybody else until the transaction ends."""
    return session.get(NumberProposal, proposal_id, with_for_update=True, populate_existing=True)


def who(session: Session, found: Sequence[NumberProposal]) -> dict[int, str]:
    """Account → name, of those who proposed and who decided."""
    return names.of_accounts(session, [user for one in found for user in (one.author, one.decided_by)])


def add(session: Session, *, author: int, now: datetime, **columns: Any) -> int:
    """Put in a proposal; its number."""
    fixed = {"author": author, "proposed_at": now, "state": ProposalState.OPEN, "decision_reason": ""}
    (proposal_id,) = rows.insert_for_ids(session, NumberProposal, [{**columns, **fixed}])
    _note(session, "number_proposed", proposal_id, author, now)
    return proposal_id


def decide(session: Session, proposal: NumberProposal, verdict: Verdict) -> None:
    """Write what was decided; afterwards the row never changes."""
    decided = {
        "state": verdict.state,
        "decided_by": verdict.user_id,
        "decided_at": verdict.now,
        "decision_reason": verdict.reason.strip(),
        "revision_id": verdict.revision_id,
    }
    rows.change(session, NumberProposal, decided, id=proposal.id, state=ProposalState.OPEN)
    _note(session, f"number_proposal_{verdict.state}", proposal.id, verdict.user_id, verdict.now)


def _note(session: Session, action: str, proposal_id: int, user_id: int, now: datetime) -> None:
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=None,
        actor_user_id=user_id,
        object_kind="number_proposal",
        object_id=str(proposal_id),
    )

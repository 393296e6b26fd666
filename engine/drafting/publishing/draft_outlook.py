"""What would come of a draft: changes, scenarios, what is running, who else is at it, who may do what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.comparing import draft_changes, draft_impact, draft_merging
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DraftState, found, had_a_hand, may, tenant
from engine.drafting.publishing import rehearsals
from engine.runtime import Runtime

__all__ = ["Outlook", "find"]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a decision about a draft is made with."""

    changes: Sequence[draft_changes.FileChange]
    rehearsal: rehearsals.Rehearsal
    impact: Sequence[draft_impact.ProcessImpact]
    neighbours: Sequence[draft_merging.Neighbour]
    drift: draft_merging.Drift | None  # None: it stands on the newest release
    seen: str  # hash of its files, handed back with a decision
    is_known: bool  # these very files were a release before: their scenarios were played then
    may_propose: bool
    may_take_back: bool
    may_decide: bool


def find(runtime: Runtime, actor: Actor, draft_id: int) -> Outlook:
    """The outlook of one draft; NotFound where there is none or it is not for this person."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        base = draft_files.base_of(runtime, session, draft)
        files = draft_files.of_draft(runtime, session, draft)
        changes = draft_changes.between(base, files)
        rehearsal = rehearsals.of_draft(draft, files)
        return Outlook(
            changes=changes,
            rehearsal=rehearsal,
            impact=draft_impact.of_draft(session, files, [one.path for one in changes]),
            neighbours=draft_merging.neighbours(session, draft),
            drift=draft_merging.drift(runtime, session, draft) if _is_under_way(draft.state) else None,
            seen=rehearsal.sha256,
            is_known=rehearsals.is_known(session, rehearsal.sha256),
            may_propose=may(actor, "draft.edit") and draft.state is DraftState.OPEN,
            may_take_back=may(actor, "draft.edit") and draft.state is DraftState.PROPOSED,
            may_decide=may(actor, "draft.decide")
            and draft.state is DraftState.PROPOSED
            and not had_a_hand(draft, actor),
        )


def _is_under_way(state: DraftState) -> bool:
    return state in (DraftState.OPEN, DraftState.PROPOSED)

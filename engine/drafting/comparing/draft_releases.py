"""A draft as the release that it would become, and what is running of the processes that it touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.bpmn.definitions import read_definitions
from engine.drafting.comparing import draft_changes, draft_impact
from engine.drafting.comparing.draft_impact import ProcessImpact
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found
from engine.errors import Refused
from engine.releases.deployments import hash_of
from engine.runtime import LoadedRelease, Runtime, Session

__all__ = ["DraftRelease", "ProcessImpact", "of_draft"]


@dataclass(frozen=True, slots=True)
class DraftRelease:
    """What a draft would become."""

    title: str  # of the draft
    release: LoadedRelease | None  # without a number; None while its diagrams cannot be read
    touched: Sequence[ProcessImpact]


def of_draft(runtime: Runtime, session: Session, draft_id: int) -> DraftRelease:
    """The draft, read like a release; NotFound where there is none."""
    draft = found(session, draft_id)
    files = draft_files.of_draft(runtime, session, draft)
    changes = draft_changes.between(draft_files.base_of(runtime, session, draft), files)
    impact = draft_impact.of_draft(session, files, [one.path for one in changes])
    return DraftRelease(draft.title, _loaded(files), [one for one in impact if one.is_touched])


def _loaded(files: Mapping[str, bytes]) -> LoadedRelease | None:
    diagrams = {path: data for path, data in files.items() if path.endswith((".bpmn", ".dmn"))}
    try:
        return LoadedRelease(0, hash_of(files), files, read_definitions(diagrams))
    except Refused:
        return None

"""What a draft means for what is running: running ones stay on their release, new ones take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.drafting.drafts.draft_paths import process_of
from engine.persistence.queries import release_drafts as drafts
from engine.runtime import Session


@dataclass(frozen=True, slots=True)
class ProcessImpact:
    """One process: how many instances run on which release, and whether the draft touches it."""

    process_id: str
    running: Mapping[int, int]  # release → instances that go on with it to their end
    is_touched: bool

    @property
    def total(self) -> int:
        """All that are running."""
        return sum(self.running.values())


def of_draft(session: Session, paths: Iterable[str], changed: Iterable[str]) -> list[ProcessImpact]:
    """The processes of a draft's files with what is running of each; `changed`: paths that differ."""
    processes = sorted({process_of(path) for path in paths} - {""})
    touched = {process_of(path) for path in changed}
    live = drafts.live_instances(session)
    return [ProcessImpact(one, live.get(one, {}), one in touched or "" in touched) for one in processes]

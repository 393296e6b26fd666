"""Which elements of a diagram the scenarios of a draft pass, as its newest rehearsal tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.diagrams.draft_diagrams import Element, diagram_path, elements_of
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found, tenant
from engine.drafting.drafts.draft_paths import process_of
from engine.errors import NotFound
from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as rows
from engine.releases.deployments import hash_of
from engine.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was passed of one diagram."""

    process_id: str
    elements: Sequence[Element]  # of the diagram, in the order of its file; none where it cannot be read
    passed: Mapping[str, Sequence[str]]  # element → the scenarios (paths) that passed it
    is_known: bool  # a rehearsal has told
    is_stale: bool  # the draft was changed since
    files: Mapping[str, bytes]

    @property
    def missing(self) -> list[Element]:
        """The elements that no scenario passes."""
        return [one for one in self.elements if one.element_id not in self.passed]


def find(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> Coverage:
    """What the scenarios pass of the diagram at `path`; NotFound where the draft has none."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
        known = rows.coverage(session, draft_id)
    if diagram_path(path) not in files:
        raise NotFound(msg("There is no such diagram."))
    elements = elements_of(files[path], path)
    ids = {one.element_id for one in elements}
    passed: dict[str, list[str]] = {}
    for scenario, seen in sorted(known[1].items()) if known else ():
        for element_id in seen:
            if element_id in ids:
                passed.setdefault(element_id, []).append(scenario)
    return Coverage(
        process_id=process_of(path),
        elements=elements,
        passed=passed,
        is_known=known is not None,
        is_stale=known is not None and known[0] != hash_of(files),
        files=files,
    )

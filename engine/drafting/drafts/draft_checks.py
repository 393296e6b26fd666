"""What the gate says of a whole draft, while it is being changed."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found, tenant
from engine.errors import Finding, Severity
from engine.gate import check_release
from engine.runtime import Runtime


def findings(runtime: Runtime, actor: Actor, draft_id: int) -> list[Finding]:
    """Every finding over the files of a draft, errors first; each names file, element and mend.

    The same files are judged once; after a change of one file only that one is read anew.
    """
    with runtime.reading(tenant(actor, "draft.see")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
    return judged(files)


def judged(files: Mapping[str, bytes]) -> list[Finding]:
    """What the gate says of these files: errors before warnings, file by file."""
    found = check_release(files)
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.file, one.element))

"""What the scenarios of a draft pass of a diagram, as its page needs it."""

from __future__ import annotations

from typing import Any

from engine.drafting.drafts.draft_pages import DraftPage
from engine.drafting.drafts.draft_paths import name_of
from engine.drafting.publishing.draft_coverage import Coverage
from web.drawing import tryout_path
from web.drawing.draft_drawing import address
from web.drawing.outline_drawing import KINDS
from web.drawing.tryout_path import Where

Context = dict[str, Any]


def coverage(found: Coverage, draft: DraftPage, path: str, language: str) -> Context:
    """The context of coverage.html."""
    draft_id = draft.standing.draft_id
    here = f"{address(draft_id)}/coverage/{path}"
    where = Where(draft_id, here, draft.processes, language)
    drawn = tryout_path.painted(found.files, (found.process_id,) * 2, (list(found.passed), []), where)
    return {
        "title": draft.processes.get(found.process_id, found.process_id),
        "draft_url": address(draft_id),
        "try_url": f"{address(draft_id)}/try/{path}",
        "is_known": found.is_known,
        "is_stale": found.is_stale,
        "passed": len(found.elements) - len(found.missing),
        "of": len(found.elements),
        "missing": [
            {
                "title": one.title(language),
                "id": one.element_id,
                "kind": KINDS.get(one.kind, one.kind),
            }
            for one in found.missing
        ],
        "scenarios": [
            {
                "title": name_of(scenario),
                "href": address(draft_id, scenario),
                "count": sum(scenario in paths for paths in found.passed.values()),
            }
            for scenario in sorted({one for paths in found.passed.values() for one in paths})
        ],
        "diagram": None if drawn is None else {**drawn, "others": [], "is_placeless": True},
    }

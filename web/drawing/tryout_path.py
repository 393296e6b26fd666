"""The path of a test run or of scenarios painted on the diagram, and the same as a list of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.drafting.tryouts.tryout_words import diagram
from engine.drafting.tryouts.tryouts import Tryout
from web.drawing import outline_drawing
from web.drawing.draft_drawing import address

Context = dict[str, Any]


def of_tryout(one: Tryout, titles: Mapping[str, str], shown: str, language: str) -> Context | None:
    """The diagram of a test run with where it stands."""
    now = one.shown["now"]
    here = f"/drafts/{one.draft_id}/tryouts/{one.tryout_id}"
    where = Where(one.draft_id, here, titles, language)
    return painted(one.files, (one.process_id, shown), (now["passed"], now["current"]), where)


class Where:
    """Of which draft, on which page, in which words."""

    def __init__(self, draft_id: int, here: str, titles: Mapping[str, str], language: str) -> None:
        self.draft_id, self.here, self.titles, self.language = draft_id, here, titles, language


def painted(
    files: Mapping[str, bytes],
    process: tuple[str, str],
    marks: tuple[Sequence[str], Sequence[str]],
    where: Where,
) -> Context | None:
    """The context of parts/diagram.html; none where the diagram cannot be read.

    `process`: the process and which of those it calls is shown; `marks`: passed elements, present ones.
    """
    process_id, shown = process
    found = diagram(files, process_id, shown, *marks)
    if found is None:
        return None
    drawn: Context = outline_drawing.draw(
        found, case_href=where.here, language=where.language, everything=False
    )
    chosen = found.process_id
    others = [
        {
            "text": where.titles.get(one, one),
            "href": f"{where.here}?process={one}#path",
            "current": one == chosen,
        }
        for one in found.titles
    ]
    return {
        **drawn,
        "title": where.titles.get(chosen, chosen),
        "version": "",
        "xml_url": f"{address(where.draft_id)}/raw/processes/{chosen}/{chosen}.bpmn",
        "others": others if len(others) > 1 else [],
        "everything_url": None,
    }

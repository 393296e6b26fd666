"""Two releases of a process side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from engine.monitoring import courses, release_comparison
from engine.monitoring.release_comparison import Comparison
from web.drawing import monitor_columns
from web.drawing import monitor_drawing as drawing
from web.page import Context, Crumb, Route, Runtime, WholeList, actor, language, msg, show, typed

CRUMBS: Sequence[Crumb] = (
    (msg("Release in force"), "/release"),
    (msg("How processes run"), "/monitor"),
    (msg("Two releases compared"), None),
)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def comparison() -> str:
        """Two releases side by side."""
        found = _compared(runtime)
        return show(runtime, "monitor_releases.html", _both(found), crumbs=CRUMBS)

    return [Route("/monitor/releases", comparison, "monitor.see", whole=partial(_whole, runtime))]


def _compared(runtime: Runtime) -> Comparison | None:
    process_id = typed("process", 80) or courses.USUAL_PROCESS
    earlier, later = (drawing.number(typed(name, 9)) for name in ("earlier", "later"))
    return release_comparison.compare(runtime, actor(), process_id, earlier, later)


def _both(found: Comparison | None) -> Context:
    if found is None:
        return {"filters": [], "steps": [], "ways": [], "title": None, "sides": [], "kept": None}
    choices = drawing.releases(found.releases, language())
    labels = dict(choices)
    return {
        "filters": [
            drawing.choice("process", msg("Process"), drawing.processes(found.titles), found.process_id),
            drawing.choice("earlier", msg("Earlier release"), choices, str(found.earlier.release_id)),
            drawing.choice("later", msg("Later release"), choices, str(found.later.release_id)),
        ],
        "title": found.titles[found.process_id],
        "sides": [
            {"name": labels[str(one.release_id)], "begun": one.begun, "ended": one.ended}
            for one in (found.earlier, found.later)
        ],
        "kept": drawing.kept(found.kept),
        "steps": drawing.step_pairs(found, language()),
        "ways": drawing.way_pairs(found, language()),
    }


def _whole(runtime: Runtime) -> WholeList:
    """The tables of two releases."""
    found = _compared(runtime)
    steps = [] if found is None else drawing.step_pairs(found, language())
    ways = [] if found is None else drawing.way_pairs(found, language())
    return WholeList(
        "monitor-releases",
        [
            monitor_columns.table(msg("Where time goes"), monitor_columns.STEP_PAIRS, steps),
            monitor_columns.table(msg("Which way they went"), monitor_columns.WAY_PAIRS, ways),
        ],
    )

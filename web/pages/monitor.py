"""How a process runs: where time goes, what is late, which way cases went; and two releases side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial

from engine.domain.service_month import ServiceMonth
from engine.monitoring import process_monitor, release_comparison
from engine.monitoring.process_monitor import Asked, Kept, ProcessMonitor
from engine.monitoring.release_comparison import Comparison
from web.drawing import list_columns, words
from web.drawing import monitor_drawing as drawing
from web.page import (
    Context,
    Message,
    Response,
    Route,
    Runtime,
    WholeList,
    actor,
    language,
    may,
    msg,
    show,
    typed,
)

SPANS = (1, 3, 6, 12, 24)  # months
USUAL_SPAN = "3"
YEARS = 5
RELEASE = (msg("Release in force"), "/release")
MONITOR = msg("How processes run")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def overview() -> str:
        """One process, one period, one release or all."""
        present = _present(runtime)
        found = process_monitor.find(runtime, actor(), _asked(present))
        return show(runtime, "monitor.html", _context(found, present), crumbs=[RELEASE, (MONITOR, None)])

    def diagram(process_id: str, release_id: int) -> Response:
        """The BPMN file, for the viewer on the page."""
        data = process_monitor.xml(runtime, actor(), process_id, release_id)
        return Response(data, content_type="application/xml; charset=utf-8")

    def comparison() -> str:
        """Two releases side by side."""
        found = _compared(runtime)
        crumbs = [RELEASE, (MONITOR, "/monitor"), (msg("Two releases compared"), None)]
        return show(runtime, "monitor_releases.html", _both(found), crumbs=crumbs)

    return [
        Route("/monitor", overview, "process.see", whole=partial(_whole, runtime)),
        Route("/monitor/diagrams/<int:release_id>/<process_id>.bpmn", diagram, "process.see"),
        Route("/monitor/releases", comparison, "process.see", whole=partial(_whole_of_both, runtime)),
    ]


def _present(runtime: Runtime) -> ServiceMonth:
    return ServiceMonth.of(words.local_day(runtime.clock.now()))


def _asked(present: ServiceMonth) -> Asked:
    first, last = _months(typed("period", 4), present)
    return Asked(typed("process", 80) or process_monitor.USUAL_PROCESS, first, last, _number("release"))


def _months(period: str, present: ServiceMonth) -> tuple[ServiceMonth, ServiceMonth]:
    """A year, or so many months up to this one."""
    if period in _years(present):
        return ServiceMonth(int(period), 1), ServiceMonth(int(period), 12)
    span = int(period if period in map(str, SPANS) else USUAL_SPAN)
    return present.plus(1 - span), present


def _years(present: ServiceMonth) -> list[str]:
    return [str(present.year - back) for back in range(YEARS)]


def _number(name: str) -> int | None:
    text = typed(name, 9)
    return int(text) if text.isascii() and text.isdigit() else None


def _context(found: ProcessMonitor, present: ServiceMonth) -> Context:
    most = max((one.counted.minutes for one in found.steps), default=0)
    sees_incidents = "/incidents" if may("incident.list") else None
    return {
        "filters": _filters(found, present),
        "title": found.titles[found.asked.process_id],
        "first": found.asked.first,
        "last": found.asked.last,
        "figures": _figures(found),
        "kept": _kept(found.kept),
        "xml_url": f"/monitor/diagrams/{found.drawn}/{found.asked.process_id}.bpmn",
        "badges": json.dumps(drawing.badges(found, language(), sees_incidents), ensure_ascii=False),
        "never_ids": " ".join(one.element_id for one in found.never) if found.begun else "",
        "steps": [drawing.step(one, most, language()) for one in found.steps],
        "waiting": drawing.waiting(found, actor().roles, language()),
        "timers": _timers(found),
        "incidents": [
            {"title": drawing.titled(element, language()), "count": count}
            for element, count in found.incidents
        ],
        "incidents_href": sees_incidents,
        "partings": [drawing.parting(one, language()) for one in found.partings if one.total],
        "never": [drawing.titled(one, language()) for one in found.never],
        "unmoved_days": process_monitor.UNMOVED.days,
        "ahead_days": process_monitor.AHEAD.days,
        "compare_href": f"/monitor/releases?process={found.asked.process_id}",
    }


def _filters(found: ProcessMonitor, present: ServiceMonth) -> list[Context]:
    period = typed("period", 4)
    periods: list[tuple[str, Message | str]] = [
        (str(one), msg("this month") if one == 1 else msg("the last {count} months", count=one))
        for one in SPANS
    ]
    periods += [(one, msg("the year {year}", year=one)) for one in _years(present)]
    chosen = period if period in dict(periods) else USUAL_SPAN
    releases: list[tuple[str, Message | str]] = [("", msg("all releases"))]
    releases += drawing.releases(found.releases, language())
    return [
        _choice("process", msg("Process"), _processes(found.titles), found.asked.process_id),
        _choice("period", msg("Begun in"), periods, chosen),
        _choice("release", msg("Release"), releases, str(found.asked.release_id or "")),
    ]


def _processes(titles: Mapping[str, str]) -> list[tuple[str, Message | str]]:
    return list(titles.items())


def _choice(
    name: str,
    label: Message,
    options: Sequence[tuple[str, Message]] | Sequence[tuple[str, Message | str]],
    chosen: str,
) -> Context:
    rows = [{"value": value, "text": text, "selected": value == chosen} for value, text in options]
    return {"name": name, "label": label, "options": rows}


def _figures(found: ProcessMonitor) -> list[Context]:
    by_status = found.standing.by_status
    live = sum(by_status.values())
    return [
        {"label": msg("Begun in the period"), "value": found.begun, "main": True},
        {"label": msg("Came to an end"), "value": found.ended},
        {"label": msg("Going on now"), "value": live},
        {"label": msg("Held now"), "value": by_status.get("suspended", 0)},
        {"label": msg("Stopped by an incident"), "value": by_status.get("incident", 0)},
        {"label": msg("Without movement"), "value": found.standing.unmoved},
    ]


def _kept(kept: Kept) -> Context:
    return {"passes_since": kept.passes_since, "ways_since": kept.ways_since, "counted_to": kept.counted_to}


def _timers(found: ProcessMonitor) -> list[Context]:
    return [
        {"day": one.day, "title": drawing.titled(one.element, language()), "count": one.count}
        for one in found.timers
    ]


def _whole(runtime: Runtime) -> WholeList:
    """The tables of the page, one after another."""
    found = process_monitor.find(runtime, actor(), _asked(_present(runtime)))
    steps = [drawing.step(one, 0, language()) for one in found.steps]
    waiting = drawing.waiting(found, frozenset(), language())
    ways = drawing.way_rows(found.partings, language())
    return WholeList(
        f"monitor-{found.asked.process_id}",
        [
            list_columns.table(msg("Where time goes"), list_columns.STEP_TIMES, steps),
            list_columns.table(msg("Stuck and overdue"), list_columns.OVERDUE_STEPS, waiting),
            list_columns.table(msg("What time will do"), list_columns.TIMERS_DUE, _timers(found)),
            list_columns.table(msg("Which way they went"), list_columns.WAYS, ways),
        ],
    )


def _compared(runtime: Runtime) -> Comparison | None:
    process_id = typed("process", 80) or process_monitor.USUAL_PROCESS
    return release_comparison.compare(runtime, actor(), process_id, _number("earlier"), _number("later"))


def _both(found: Comparison | None) -> Context:
    if found is None:
        return {"filters": [], "steps": [], "ways": [], "title": None, "sides": [], "kept": None}
    choices = drawing.releases(found.releases, language())
    labels = dict(choices)
    return {
        "filters": [
            _choice("process", msg("Process"), _processes(found.titles), found.process_id),
            _choice("earlier", msg("Earlier release"), choices, str(found.earlier.release_id)),
            _choice("later", msg("Later release"), choices, str(found.later.release_id)),
        ],
        "title": found.titles[found.process_id],
        "sides": [
            {"name": labels[str(one.release_id)], "begun": one.begun, "ended": one.ended}
            for one in (found.earlier, found.later)
        ],
        "kept": _kept(found.kept),
        "steps": drawing.step_pairs(found, language()),
        "ways": drawing.way_pairs(found, language()),
    }


def _whole_of_both(runtime: Runtime) -> WholeList:
    """The tables of two releases."""
    found = _compared(runtime)
    steps = [] if found is None else drawing.step_pairs(found, language())
    ways = [] if found is None else drawing.way_pairs(found, language())
    return WholeList(
        "monitor-releases",
        [
            list_columns.table(msg("Where time goes"), list_columns.STEP_PAIRS, steps),
            list_columns.table(msg("Which way they went"), list_columns.WAY_PAIRS, ways),
        ],
    )

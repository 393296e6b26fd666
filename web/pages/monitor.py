"""How a process runs: where time goes, what is late, which way cases went."""

from __future__ import annotations

import json
from functools import partial

from engine.domain.service_month import ServiceMonth
from engine.monitoring import courses, open_now, process_monitor
from engine.monitoring.process_monitor import Asked, ProcessMonitor
from web.drawing import monitor_columns, words
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
        data = courses.xml(runtime, actor(), process_id, release_id)
        return Response(data, content_type="application/xml; charset=utf-8")

    return [
        Route("/monitor", overview, "monitor.see", whole=partial(_whole, runtime)),
        Route("/monitor/diagrams/<int:release_id>/<process_id>.bpmn", diagram, "monitor.see"),
    ]


def _present(runtime: Runtime) -> ServiceMonth:
    return ServiceMonth.of(words.local_day(runtime.clock.now()))


def _asked(present: ServiceMonth) -> Asked:
    first, last = _months(typed("period", 4), present)
    return Asked(
        typed("process", 80) or courses.USUAL_PROCESS, first, last, drawing.number(typed("release", 9))
    )


def _months(period: str, present: ServiceMonth) -> tuple[ServiceMonth, ServiceMonth]:
    """A year, or so many months up to this one."""
    if period in _years(present):
        return ServiceMonth(int(period), 1), ServiceMonth(int(period), 12)
    span = int(period if period in map(str, SPANS) else USUAL_SPAN)
    return present.plus(1 - span), present


def _years(present: ServiceMonth) -> list[str]:
    return [str(present.year - back) for back in range(YEARS)]


def _context(found: ProcessMonitor, present: ServiceMonth) -> Context:
    most = max((one.counted.minutes for one in found.steps), default=0)
    sees_incidents = "/incidents" if may("incident.list") else None
    return {
        "filters": _filters(found, present),
        "title": found.titles[found.asked.process_id],
        "first": found.asked.first,
        "last": found.asked.last,
        "figures": _figures(found),
        "kept": drawing.kept(found.kept),
        "xml_url": f"/monitor/diagrams/{found.drawn}/{found.asked.process_id}.bpmn",
        "badges": json.dumps(drawing.badges(found, language(), sees_incidents), ensure_ascii=False),
        "never_ids": " ".join(one.element_id for one in found.never) if found.begun else "",
        "steps": [drawing.step(one, most, language()) for one in found.steps],
        "waiting": drawing.waiting(found, actor().roles, language()),
        "timers": _timers(found),
        "incidents": [
            {"title": drawing.titled(element, language()), "count": count}
            for element, count in found.open.incidents
        ],
        "incidents_href": sees_incidents,
        "partings": [drawing.parting(one, language()) for one in found.partings if one.total],
        "never": [drawing.titled(one, language()) for one in found.never],
        "unmoved_days": open_now.UNMOVED.days,
        "ahead_days": open_now.AHEAD.days,
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
        drawing.choice("process", msg("Process"), drawing.processes(found.titles), found.asked.process_id),
        drawing.choice("period", msg("Begun in"), periods, chosen),
        drawing.choice("release", msg("Release"), releases, str(found.asked.release_id or "")),
    ]


def _figures(found: ProcessMonitor) -> list[Context]:
    by_status = found.open.standing.by_status
    live = sum(by_status.values())
    return [
        {"label": msg("Begun in the period"), "value": found.begun, "main": True},
        {"label": msg("Came to an end"), "value": found.ended},
        {"label": msg("Going on now"), "value": live},
        {"label": msg("Held now"), "value": by_status.get("suspended", 0)},
        {"label": msg("Stopped by an incident"), "value": by_status.get("incident", 0)},
        {"label": msg("Without movement"), "value": found.open.standing.unmoved},
    ]


def _timers(found: ProcessMonitor) -> list[Context]:
    return [
        {"day": one.day, "title": drawing.titled(one.element, language()), "count": one.count}
        for one in found.open.timers
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
            monitor_columns.table(msg("Where time goes"), monitor_columns.STEP_TIMES, steps),
            monitor_columns.table(msg("Stuck and overdue"), monitor_columns.OVERDUE_STEPS, waiting),
            monitor_columns.table(msg("What time will do"), monitor_columns.TIMERS_DUE, _timers(found)),
            monitor_columns.table(msg("Which way they went"), monitor_columns.WAYS, ways),
        ],
    )

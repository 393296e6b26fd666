"""What has stopped and needs somebody: what, where, why, what to do; and trying it again."""

from __future__ import annotations

from urllib.parse import urlencode

from engine.exports.list_tables import MOST_ROWS, WholeList
from engine.instances import incidents
from engine.instances.incidents import IncidentGroup, IncidentList, IncidentPage
from engine.jobs import retries
from engine.jobs.retries import RetriedTogether
from web.drawing import list_columns
from web.page import (
    Answer,
    Context,
    Message,
    Route,
    Runtime,
    actor,
    go,
    language,
    may,
    msg,
    request,
    show,
    tell,
)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def listing() -> str:
        """What has stopped, or what was mended."""
        resolved = request.args.get("state") == "solved"
        found = incidents.listed(runtime, actor(), resolved=resolved)
        return show(runtime, "incidents.html", _context(found, resolved=resolved))

    def whole() -> WholeList:
        """All of them, those too that the page has no room for."""
        found = incidents.listed(
            runtime, actor(), resolved=request.args.get("state") == "solved", most=MOST_ROWS + 1
        )
        rows = [row for group in found.groups for row in _rows(group)]
        return WholeList("incidents", [list_columns.table(msg("Incidents"), list_columns.INCIDENTS, rows)])

    def retry(incident_id: int) -> Answer:
        """Try it again now and say what really came of it."""
        tried = retries.retry(runtime, actor(), incident_id)
        tell(tried.result, "success" if tried.went_through else "error")
        return go("/incidents")

    def retry_alike(incident_id: int) -> Answer:
        """Try everything that stopped for the same cause, and say what came of each."""
        tried = retries.retry_alike(runtime, actor(), incident_id)
        tell(_together(tried), "error" if tried.failed or not tried.went_through else "success")
        return go("/incidents")

    return [
        Route("/incidents/<int:incident_id>/retry-alike", retry_alike, "incident.retry", ("POST",)),
        Route("/incidents", listing, "incident.list", whole=whole),
        Route("/incidents/<int:incident_id>/retry", retry, "incident.retry", ("POST",)),
    ]


def _context(found: IncidentList, *, resolved: bool) -> Context:
    return {
        "counts": [
            {"state": "open", "count": found.open_count, "href": "/incidents", "current": not resolved},
            {
                "state": "solved",
                "count": found.resolved_count,
                "href": "/incidents?state=solved",
                "current": resolved,
            },
        ],
        "rows": [row for group in found.groups for row in _rows(group)],
    }


def _together(tried: RetriedTogether) -> Message:
    """How many went through, how many did not and why; and whether some are left."""
    numbers = msg(
        "Went through: {mended}. Failed again: {failed}.", mended=tried.went_through, failed=tried.failed
    )
    reasons = tried.reasons()
    if len(reasons) == 1:
        numbers = msg("{numbers} Why: {why}", numbers=numbers, why=reasons[0][0])
    elif reasons:
        numbers = msg("{numbers} Most often: {why} Each says why below.", numbers=numbers, why=reasons[0][0])
    if tried.left:
        numbers = msg(
            "{numbers} Not tried yet: {left}; press again for these.", numbers=numbers, left=tried.left
        )
    return numbers


def _rows(group: IncidentGroup) -> list[Context]:
    """The incidents of one cause; the first of several says how many there are, and tries all of them."""
    drawn = [_row(page, sees_cases=may("case.see")) for page in group.pages]
    triable = [page for page in group.pages if page.may_retry]
    if triable and group.triable_count > 1:
        url = f"/incidents/{triable[0].incident.incident_id}/retry-alike"
        drawn[0]["alike"] = {"count": group.triable_count, "url": url}
    return drawn


def _row(page: IncidentPage, *, sees_cases: bool) -> Context:
    incident = page.incident
    return {
        "id": incident.incident_id,
        "alike": None,
        "state": _state(page),
        "what": msg("The step “{step}” failed", step=page.where(language())),
        "where": _where(page),
        "why": _why(incident.sentence, incident.retry_result),
        "mend": page.mend,
        "at": incident.happened_at,
        "tries": page.tries,
        "case_number": incident.case_number,
        "case_href": f"/cases/{incident.case_id}" if sees_cases and incident.case_id else None,
        "monitor_href": f"/monitor?{urlencode({'process': incident.process_id})}"
        if incident.process_id and may("monitor.see")
        else None,
        "retry_url": f"/incidents/{incident.incident_id}/retry" if page.may_retry else None,
        "reference": f"{incident.incident_id} {incident.last_error or incident.code}",
    }


def _state(page: IncidentPage) -> str:
    if page.incident.resolved_at is not None:
        return "solved"
    return "retrying" if str(page.incident.job_state) in ("ready", "leased") else "open"


def _where(page: IncidentPage) -> Message | str:
    incident = page.incident
    process = page.process or page.where(language())
    if incident.case_number is None:
        return process
    return msg("{process}, case {number}", process=process, number=incident.case_number)


def _why(sentence: Message, last: Message | None) -> Message:
    if last is None or last == sentence:
        return sentence
    return msg("{first} Last try: {last}", first=sentence, last=last)

"""Where browsers tell that a page tried to load what it may not."""

from __future__ import annotations

import json
from collections.abc import Mapping

from engine.upkeep import policy_reports
from web.content_policy import REPORTS
from web.page import PUBLIC, Response, Route, Runtime, request

MOST_BYTES = 16 * 1024


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def take() -> Response:
        """Count it. Whatever was sent, the answer is the same: nothing."""
        told = _told(request.stream.read(MOST_BYTES + 1))
        if told is not None:
            policy_reports.note(runtime, policy_reports.cut_down(told))
        return Response(status=204)

    return [Route(REPORTS, take, PUBLIC, ("POST",))]


def _told(body: bytes) -> Mapping[str, object] | None:
    """What stands in the body under "csp-report"; None where it is no such report."""
    try:
        told = json.loads(body) if len(body) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        return None
    inner = told.get("csp-report") if isinstance(told, dict) else None
    return inner if isinstance(inner, dict) else None

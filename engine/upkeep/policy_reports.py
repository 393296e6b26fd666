"""What browsers tell of things that our pages were not allowed to load, added up by day (CSP3, section 5).

Anybody may send such a report, so nothing of it is believed: it is cut short, kept without what could name a
person, and only so many kinds of it a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from engine.clock import local_day
from engine.persistence import rows
from engine.persistence.tables.arrivals import PolicyReport
from engine.runtime import EVERY, Runtime

KEPT = timedelta(days=30)
MOST_KINDS = 50  # a day; a stranger who sends rubbish fills no table
_WORD = re.compile(r"[^a-z-]")
_PLAIN = re.compile(r"[a-z-]{0,30}")


@dataclass(frozen=True, slots=True)
class Report:
    """One report, cut down to what may be kept."""

    directive: str
    page: str  # the address with words only: "/cases/…", never a number or a code
    blocked: str


def cut_down(told: Mapping[str, object]) -> Report:
    """The report in the browser's words ("csp-report"), without paths, questions and samples."""
    directive = str(told.get("effective-directive") or told.get("violated-directive") or "")
    return Report(
        directive=_WORD.sub("", directive.split(" ", maxsplit=1)[0])[:40] or "unknown",
        page=_page(str(told.get("document-uri", ""))),
        blocked=_place(str(told.get("blocked-uri", ""))),
    )


def note(runtime: Runtime, report: Report) -> None:
    """Count it, unless too many kinds came today already."""
    day = local_day(runtime.clock.now())
    values = {"directive": report.directive, "page": report.page, "blocked": report.blocked}
    with runtime.transaction(EVERY) as session:
        rows.remove(session, PolicyReport, day__before=day - KEPT)
        found = rows.first(session, PolicyReport, day=day, **values)
        if found is not None:
            found.times += 1  # two at the same instant may count as one
        elif rows.count(session, PolicyReport, day=day) < MOST_KINDS:
            rows.add_unless_there(session, PolicyReport, {"day": day, **values, "times": 1})


def _page(address: str) -> str:
    """The path of which only plain words are left."""
    segments = _split(address)[2].split("/")[:8]
    return "/".join(one if _PLAIN.fullmatch(one) else "…" for one in segments)[:200] or "/"


def _split(address: str) -> tuple[str, str, str]:
    """Scheme, host and path; empty where it is no address."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "", "", ""
    return parts.scheme, host, parts.path


def _place(address: str) -> str:
    """ "inline", "eval", "data", or the other house without its path."""
    scheme, host, _ = _split(address)
    if scheme in ("http", "https") and host:
        return f"{scheme}://{host}"[:200]
    return _WORD.sub("", (scheme or address).lower())[:40] or "unknown"

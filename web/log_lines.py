"""What a process says on stderr about its work: one line for each event, without anybody's data.

An event is a constant word with a few numbers and names of our own (`FIELDS`); whatever else a record
carries is left out. So are the sentences of failures and the words of libraries, for these may hold a name,
an address or a token: of them the kind and the place are told.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from engine.errors import places_of

OURS = "asistents"
FIELDS = (
    "request_id", "endpoint", "method", "status", "duration_ms", "job_id", "kind", "attempt", "made",
    "instance_id", "municipality_id", "task_id", "case_id", "month_id", "claim_id", "line_id", "document_id",
    "incident_id", "user_id", "trouble", "places",
)  # fmt: skip
"""In the order in which they are written."""


class LogLines(logging.Formatter):
    """Writes a record as one line, as JSON or plainly."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self._as_json = style == "json"

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        event, about = _event(record), _about(record)
        if self._as_json:
            row = {"time": time, "level": record.levelname.lower(), "event": event, **about}
            return json.dumps(row, ensure_ascii=False)
        words = (f"{name}={_plain(value)}" for name, value in about.items())
        return " ".join([time, record.levelname.lower(), event, *words])


def log_to_stderr(style: str) -> None:
    """From now on this process tells its events: `style` is "json" or "plain"."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LogLines(style))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("waitress", "apscheduler", "procrastinate", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _event(record: logging.LogRecord) -> str:
    """Our own word; a library is named with the place that spoke."""
    if record.name.partition(".")[0] == OURS:
        return str(record.msg)
    return f"{record.name} {record.module}:{record.lineno}"


def _about(record: logging.LogRecord) -> dict[str, object]:
    given: Mapping[str, object] = getattr(record, "about", {})
    about = {name: given[name] for name in FIELDS if given.get(name) is not None}
    trouble = record.exc_info[1] if record.exc_info else None
    if trouble is not None:
        about |= {"trouble": type(trouble).__name__, "places": places_of(trouble)}
    return about


def _plain(value: object) -> str:
    return " < ".join(map(str, reversed(value))) if isinstance(value, list) else str(value)

"""Table of contents: what keeps any process running, whatever it is about."""

from __future__ import annotations

from engine.persistence.tables import (
    counters,
    inboxes,
    installation,
    instances,
    jobs,
    people_tables,
    records,
    releases,
)

__all__ = [
    "counters",
    "inboxes",
    "installation",
    "instances",
    "jobs",
    "people_tables",
    "records",
    "releases",
]

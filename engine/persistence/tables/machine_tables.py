"""Table of contents: what keeps any process running, whatever it is about."""

from __future__ import annotations

from engine.persistence.tables import (
    accounts,
    counters,
    inboxes,
    installation,
    instances,
    jobs,
    people,
    records,
    releases,
)

__all__ = [
    "accounts",
    "counters",
    "inboxes",
    "installation",
    "instances",
    "jobs",
    "people",
    "records",
    "releases",
]

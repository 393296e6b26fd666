"""Findings as plain values and back: what a process prints, and what a draft keeps of a rehearsal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.errors import Finding, Severity
from engine.persistence.types import gathered, spread
from engine.values_json import NotAValue, dumps


def as_values(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """The findings as values that JSON can hold; a sentence with other values is said in English."""
    return [
        {
            "file": one.file,
            "element": one.element,
            "rule": one.rule,
            "severity": str(one.severity),
            "message": _sentence(one),
        }
        for one in findings
    ]


def from_values(kept: Sequence[Any]) -> list[Finding]:
    """The findings that were kept."""
    return [
        Finding(
            file=one["file"],
            element=one["element"],
            rule=one["rule"],
            severity=Severity(one["severity"]),
            message=gathered(one["message"]),
        )
        for one in kept
    ]


def _sentence(finding: Finding) -> object:
    kept = spread(finding.message)
    try:
        dumps(kept)
    except NotAValue:
        return {"text": "{what}", "values": {"what": str(finding.message)}}
    return kept

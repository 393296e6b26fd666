"""What a measurement comes to."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.persistence.throwaway import facts


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure and what it should reach: at least `reach`, or with `at_most` no more than it."""

    name: str
    value: float
    unit: str
    reach: float | None = None
    at_most: bool = False

    @property
    def ok(self) -> bool:
        """Whether it reaches what it should."""
        if self.reach is None:
            return True
        return self.value <= self.reach if self.at_most else self.value >= self.reach

    def as_row(self) -> dict[str, object]:
        """For JSON."""
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "reach": self.reach,
            "ok": self.ok,
        }


def as_figure(row: Mapping[str, Any]) -> Figure:
    """The figure behind a row of JSON; which way it counts follows from whether it was reached."""
    value, reach = float(row["value"]), row["reach"]
    at_most = reach is not None and (value <= reach) == row["ok"]
    return Figure(str(row["name"]), value, str(row["unit"]), reach, at_most=at_most)


def machine(server: str = "") -> dict[str, object]:
    """What the figures were measured on; the database by kind, version, and what a commit waits for."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        **facts(server),
    }


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)]

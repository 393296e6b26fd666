"""What a month costs, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PayPart:
    """Minutes paid at one rate, and whence the rate; a month nearly always has one part."""

    minutes: int
    rate: Decimal
    cents: int  # HALF_UP(minutes × rate ÷ 60)
    in_force_from: date
    source: str
    status: str  # confirmed, unconfirmed, demo

    def as_row(self) -> dict[str, object]:
        """The part as it is kept."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def of_row(cls, row: Mapping[str, object]) -> PayPart:
        """The part as it was kept."""
        return cls(**{name: row[name] for name in cls.__slots__})  # type: ignore[arg-type]

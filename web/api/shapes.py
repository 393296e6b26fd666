"""What every answer is made of: money, pages of a list, and the parts of an address."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_ID = 2**53  # beyond it no row is numbered, and not every reader of JSON counts right
RowNumber = Annotated[int, Field(ge=1, le=MOST_ID)]
MONTH = r"^20[0-9]{2}-(0[1-9]|1[0-2])$"
Period = Annotated[str, Field(pattern=MONTH, json_schema_extra={"example": "2026-02"})]
Limit = Annotated[int, Field(ge=1, le=200)]
CURSOR = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[A-Za-z0-9_.:+-]{1,60}$"


class Shape(BaseModel):
    """One object of JSON; what it does not name is not in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Money(Shape):
    """An amount: whole cents, with the currency named."""

    cents: int
    currency: Literal["EUR"] = "EUR"


class KeyHeader(BaseModel):
    """Every write names a key of its own: sent again, it is answered alike and done once."""

    key: str = Field(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{1,200}$",
        description="A word that this write alone has, a UUID for example.",
    )


class CasePath(BaseModel):
    """Which case."""

    case_id: RowNumber


class TaskPath(BaseModel):
    """Which task."""

    task_id: RowNumber


class MonthPath(BaseModel):
    """Which month."""

    month_id: RowNumber


class ClaimPath(BaseModel):
    """Which claim."""

    claim_id: RowNumber


def euros(cents: int | None) -> Money | None:
    """An amount, or none."""
    return None if cents is None else Money(cents=cents)


def money(cents: int) -> Money:
    """An amount."""
    return Money(cents=cents)


def day_and_id(text: str) -> tuple[date, int] | None:
    """What a cursor "2026-02-01.15" stands for; None where it stands for nothing."""
    day, _, number = text.partition(".")
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    known = number.isascii() and number.isdigit() and len(number) < 16
    return (found, int(number)) if known else None

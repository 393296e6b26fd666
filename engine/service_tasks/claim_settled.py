"""What it means for months and their claim that money went out."""

from __future__ import annotations

from collections.abc import Sequence

from engine.persistence.effects.claims import MonthsPaid, MoveClaim
from engine.persistence.effects.context import Effect
from engine.persistence.tables.claims import ClaimState


def settled(claim_id: int, month_ids: Sequence[int], *, is_whole: bool) -> list[Effect]:
    """The months are paid; with the last of them, the claim is."""
    paid: list[Effect] = [MonthsPaid(month_ids)]
    return [*paid, MoveClaim(claim_id, ClaimState.PAID)] if is_whole else paid

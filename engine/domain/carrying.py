"""Overpayment: what a payee has too much goes off the next payments, and nobody pays below zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.domain.money import whole


@dataclass(frozen=True, slots=True)
class Netted:
    """What is paid for each amount now, and what the payee still owes afterwards (zero or below)."""

    paid: tuple[int, ...]
    carried: int


def netted(amounts: Sequence[int], carried: int) -> Netted:
    """Take back what is owed (`carried`, zero or below) and the amounts below zero from those above, in
    their order. Together always: paid + carried after = amounts + carried before."""
    if whole(carried) > 0:
        raise ValueError(f"what is carried is owed back, so never above zero: {carried}")
    back = -carried - sum(min(whole(amount), 0) for amount in amounts)
    paid = []
    for amount in amounts:
        taken = min(max(amount, 0), back)
        back -= taken
        paid.append(max(amount, 0) - taken)
    return Netted(tuple(paid), -back)

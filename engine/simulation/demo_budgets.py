"""The demo's money for a year, as the council would have set it: finance proposes, the head decides."""

from __future__ import annotations

from datetime import date

from engine.budgets import municipal_amounts
from engine.budgets.municipal_amounts import AmountDraft
from engine.domain.municipal_amounts import AmountKind
from engine.domain.rights import Role
from engine.simulation.town import Town

A_MONTH = {AmountKind.STATE_BUDGET: 7_500, AmountKind.MUNICIPAL_BUDGET: 500}
"""Euro for each month of the year in which the demo gives its service; made up."""
DECEMBER = 12


def set_budgets(town: Town, first: date, today: date) -> None:
    """Money for every year that the demo is played in, enough for the months from its first day on."""
    finance, head = town.staff[Role.FINANCE], town.staff[Role.HEAD_OF_SERVICE]
    for year in range(first.year, today.year + 1):
        months = DECEMBER - first.month + 1 if year == first.year else DECEMBER
        for kind, euros in A_MONTH.items():
            draft = AmountDraft(
                kind=kind,
                in_force_from=date(year, 1, 1),
                amount=str(months * euros),
                source=f"Domes lēmums Nr. {year % 100}/1 (izdomāts)",
                reason="Gada budžets",
            )
            proposed = municipal_amounts.propose(town.runtime, finance, draft)
            municipal_amounts.approve(town.runtime, head, proposed)

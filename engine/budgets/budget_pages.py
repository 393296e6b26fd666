"""A year of the own municipality's money: what was set, spent, committed, and how it is likely to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.budgets.budget_money import months_of
from engine.clock import local_day
from engine.domain.municipal_amounts import AmountKind, SetAmount, budget_of, top_up_of
from engine.domain.rights import Actor, Thing, can
from engine.domain.service_month import ServiceMonth
from engine.domain.year_budget import Source, SourceYear, YearBudget, year_budget
from engine.errors import NotFound
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import municipal_amounts
from engine.runtime import Runtime, Tenant

__all__ = ["BudgetPage", "SourceYear", "find"]

FIRST_YEAR, LAST_YEAR = 2013, 2100
BUDGETS = {Source.STATE: AmountKind.STATE_BUDGET, Source.MUNICIPALITY: AmountKind.MUNICIPAL_BUDGET}


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """The year with all that its page, its tables and its files are made of."""

    year: int
    budget: YearBudget
    closed_count: int  # months of contracts that the share of used hours is counted from
    unknown: Sequence[Message]  # numbers that are not set, so that the committed money is too low
    top_up: SetAmount | None  # of an hour, in the present month or the year's first or last
    may_propose: bool


def find(runtime: Runtime, actor: Actor, year: int) -> BudgetPage:
    """The year; NotFound where it is not for this person, or no service can be given in it."""
    tenant = _allowed(actor, year)
    today = local_day(runtime.clock.now())
    with runtime.reading(tenant) as session:
        amounts = municipal_amounts.approved(session)
        found = months_of(session, runtime.rule_book(session), year, today, amounts)
    budgets = {source: budget_of(amounts, kind, year) for source, kind in BUDGETS.items()}
    in_cents = {source: None if one is None else one.cents for source, one in budgets.items()}
    shown = min(max(ServiceMonth.of(today), ServiceMonth(year, 1)), ServiceMonth(year, 12))
    return BudgetPage(
        year=year,
        budget=year_budget(found.months, in_cents, found.use),
        closed_count=found.closed_count,
        unknown=found.unknown,
        top_up=top_up_of(amounts, shown),
        may_propose=can(actor, "budget.propose", Thing(actor.municipality_id)),
    )


def _allowed(actor: Actor, year: int) -> Tenant:
    may = actor.municipality_id is not None and can(actor, "budget.see", Thing(actor.municipality_id))
    if not may or not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(msg("There is no budget of this year."))
    return Tenant(actor.municipality_id)

"""What the municipality adds to months: the rate a month keeps, what each line of a claim pays of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.domain.municipal_amounts import SetAmount
from engine.persistence import rows
from engine.persistence.queries.month_pay import PayPart
from engine.persistence.queries.municipal_amounts import as_set
from engine.persistence.tables.corrections import ClaimAdjustment, MonthCorrection
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.municipal_amounts import MonthTopUp, MunicipalAmount

LineName = tuple[int, int]
"""Month, and which adjustment of it; 0: the line of the month itself."""


@dataclass(frozen=True, slots=True)
class KeptTopUp:
    """A month's top-up as it stands."""

    minutes: int
    cents: int
    amount: SetAmount


def of_month(session: Session, month_id: int) -> KeptTopUp | None:
    """What the municipality adds to the month, as it was corrected last; None where it adds nothing."""
    found = rows.first(session, MonthTopUp, order_by=["-number"], month_id=month_id)
    if found is None:
        return None
    amount = session.get_one(MunicipalAmount, found.amount_id)
    return KeptTopUp(found.minutes, found.cents, as_set(amount))


def of_lines(session: Session, month_ids: Select[int]) -> Mapping[LineName, tuple[PayPart, ...]]:
    """What each line of these months pays of the top-up; lines that pay none of it are absent.

    An adjustment takes back what was paid before and pays what the month is now, each as it was rounded.
    """
    standing = _standing(session, month_ids)
    adjusted = (
        select(ClaimAdjustment.month_id, ClaimAdjustment.number, MonthCorrection.number)
        .join(MonthCorrection, MonthCorrection.id == ClaimAdjustment.correction_id)
        .where(ClaimAdjustment.month_id.in_(month_ids))
        .order_by(ClaimAdjustment.month_id, ClaimAdjustment.number)
    )
    before = {month_id: part for (month_id, number), part in standing.items() if number == 0}
    found: dict[LineName, tuple[PayPart, ...]] = {(one, 0): (part,) for one, part in before.items()}
    for month_id, adjustment, correction in session.execute(adjusted):
        now = standing.get((month_id, correction))
        if now is not None and now != before.get(month_id):
            found[month_id, adjustment] = tuple(_difference(before.get(month_id), now))
            before[month_id] = now
    return {name: paid for name, parts in found.items() if (paid := tuple(filter(_says_something, parts)))}


def differing(session: Session) -> tuple[int, Sequence[int]]:
    """How many months have a top-up, and those of which the accounts say another sum."""
    last = (
        select(MonthTopUp.month_id, func.max(MonthTopUp.number).label("number"))
        .group_by(MonthTopUp.month_id)
        .subquery()
    )
    kept = (
        select(MonthTopUp.month_id, MonthTopUp.cents)
        .join(last, (last.c.month_id == MonthTopUp.month_id) & (last.c.number == MonthTopUp.number))
        .subquery()
    )
    booked = (
        select(JournalEntry.month_id, func.sum(Posting.debit_cents - Posting.credit_cents).label("cents"))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account_code == Account.MUNICIPAL_TOP_UP, JournalEntry.month_id.is_not(None))
        .group_by(JournalEntry.month_id)
        .subquery()
    )
    unbooked = (
        select(kept.c.month_id)
        .outerjoin(booked, booked.c.month_id == kept.c.month_id)
        .where(func.coalesce(booked.c.cents, 0) != kept.c.cents)
    )
    unkept = (
        select(booked.c.month_id)
        .outerjoin(kept, kept.c.month_id == booked.c.month_id)
        .where(kept.c.month_id.is_(None), booked.c.cents != 0)
    )
    wrong = {*session.scalars(unbooked), *session.scalars(unkept)}
    number = session.scalars(select(func.count()).select_from(kept)).one()
    return number, sorted(one for one in wrong if one is not None)


def _standing(session: Session, month_ids: Select[int]) -> dict[LineName, PayPart]:
    """(Month, correction) → the top-up of the month as it stood then."""
    statement = (
        select(
            MonthTopUp.month_id, MonthTopUp.number, MonthTopUp.minutes, MunicipalAmount.amount,
            MonthTopUp.cents, MunicipalAmount.in_force_from, MunicipalAmount.source,
        )
        .join(MunicipalAmount, MunicipalAmount.id == MonthTopUp.amount_id)
        .where(MonthTopUp.month_id.in_(month_ids))
    )  # fmt: skip
    return {
        (month_id, number): PayPart(minutes, rate, cents, since, source, "confirmed")
        for month_id, number, minutes, rate, cents, since, source in session.execute(statement)
    }


def _difference(before: PayPart | None, now: PayPart) -> Iterable[PayPart]:
    if before is not None:
        yield replace(before, minutes=-before.minutes, cents=-before.cents)
    yield now


def _says_something(part: PayPart) -> bool:
    return part.cents != 0

"""Deputies: who stands in for whom, with names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from engine.persistence import rows
from engine.persistence.tables.accounts import Deputy, UserAccount


@dataclass(frozen=True, slots=True)
class Deputyship:
    """One person stands in for another."""

    deputy_id: int
    user_id: int
    deputy_user_id: int
    from_day: date
    to_day: date
    away: str
    deputy: str


def not_over(session: Session, day: date) -> list[Deputyship]:
    """Everything that is in force on a day or begins later, by its first day; one query."""
    away, standing_in = aliased(UserAccount), aliased(UserAccount)
    columns = (Deputy.id, Deputy.user_id, Deputy.deputy_user_id, Deputy.from_day, Deputy.to_day)
    statement = (
        select(*columns, away.display_name, standing_in.display_name)
        .join(away, away.id == Deputy.user_id)
        .join(standing_in, standing_in.id == Deputy.deputy_user_id)
        .where(Deputy.to_day >= day)
        .order_by(Deputy.from_day, Deputy.id)
    )
    return [Deputyship(*row) for row in session.execute(statement)]


def find(session: Session, deputy_id: int) -> Deputy | None:
    """One, if this session's municipality has it."""
    return rows.first(session, Deputy, id=deputy_id)


def overlaps(session: Session, user_id: int, deputy_user_id: int, days: tuple[date, date]) -> bool:
    """Whether the same person stands in on one of the days already."""
    pair = {"user_id": user_id, "deputy_user_id": deputy_user_id}
    return bool(rows.count(session, Deputy, **pair, from_day__most=days[1], to_day__least=days[0]))


def add(
    session: Session, municipality_id: int | None, pair: tuple[int, int], days: tuple[date, date]
) -> None:
    """`pair`: who is away, who stands in; `days`: the first and the last."""
    new = {
        "municipality_id": municipality_id,
        "user_id": pair[0],
        "deputy_user_id": pair[1],
        "from_day": days[0],
        "to_day": days[1],
    }
    rows.insert_many(session, Deputy, [new])


def end(session: Session, deputy: Deputy, last_day: date) -> None:
    """Let it end with this day; taken away where it would begin later."""
    if deputy.from_day > last_day:
        rows.remove(session, Deputy, id=deputy.id)
    else:
        rows.change(session, Deputy, {"to_day": last_day}, id=deputy.id)

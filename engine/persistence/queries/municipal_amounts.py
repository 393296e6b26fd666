"""Amounts of a municipality: put in, found, decided on; each step is noted in the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from engine.clock import local_day
from engine.domain.municipal_amounts import AmountKind, SetAmount
from engine.persistence import audit, rows
from engine.persistence.queries import names
from engine.persistence.tables.municipal_amounts import MunicipalAmount
from engine.persistence.tables.number_proposals import ProposalState

__all__ = ["MunicipalAmount", "NewAmount", "ProposalState", "Verdict", "add", "approved", "decide", "every"]


@dataclass(frozen=True, slots=True)
class NewAmount:
    """What somebody proposes."""

    kind: AmountKind
    in_force_from: date
    amount: Decimal
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided, by which account, when and why."""

    state: ProposalState
    user_id: int
    now: datetime
    reason: str = ""


def every(session: Session) -> Sequence[MunicipalAmount]:
    """Everything ever proposed in this municipality, the newest first."""
    return rows.every(session, MunicipalAmount, order_by=["-id"])


def approved(session: Session, kind: AmountKind | None = None) -> list[SetAmount]:
    """What two people agreed to, of one kind or of every, in the order of the decisions."""
    order, kinds = ["decided_at", "id"], list(AmountKind) if kind is None else [kind]
    found = rows.every(session, MunicipalAmount, order_by=order, state=ProposalState.APPROVED, kind=kinds)
    return [as_set(one, decided) for decided, one in enumerate(found)]


def as_set(row: MunicipalAmount, decided: int = 0) -> SetAmount:
    """An approved row as the rules know it."""
    return SetAmount(
        amount_id=row.id,
        kind=row.kind,
        from_day=row.in_force_from,
        amount=row.amount,
        source=row.source,
        recorded_on=local_day(row.decided_at or row.proposed_at),
        decided=decided,
    )


def to_decide(session: Session, amount_id: int) -> MunicipalAmount | None:
    """The amount, kept from everybody else until the transaction ends; None where this session sees none."""
    found = rows.first(session, MunicipalAmount, id=amount_id)
    if found is None:
        return None
    return session.get(MunicipalAmount, amount_id, with_for_update=True, populate_existing=True)


def who(session: Session, found: Sequence[MunicipalAmount]) -> dict[int, str]:
    """Account → name, of those who proposed and who decided."""
    return names.of_accounts(session, [user for one in found for user in (one.author, one.decided_by)])


def add(session: Session, municipality_id: int, new: NewAmount, author: int, now: datetime) -> int:
    """Put in a proposal; its number."""
    row = {
        "municipality_id": municipality_id,
        **{name: getattr(new, name) for name in NewAmount.__slots__},
        "author": author,
        "proposed_at": now,
        "state": ProposalState.OPEN,
        "decision_reason": "",
    }
    [amount_id] = rows.insert_for_ids(session, MunicipalAmount, [row])
    _note(session, "municipal_amount_proposed", municipality_id, amount_id, (author, now))
    return amount_id


def decide(session: Session, amount: MunicipalAmount, verdict: Verdict) -> None:
    """Write what was decided; afterwards the row never changes."""
    decided = {
        "state": verdict.state,
        "decided_by": verdict.user_id,
        "decided_at": verdict.now,
        "decision_reason": verdict.reason.strip(),
    }
    municipality_id, amount_id = amount.municipality_id, amount.id
    rows.change(session, MunicipalAmount, decided, id=amount_id, state=ProposalState.OPEN)
    action = f"municipal_amount_{verdict.state}"
    _note(session, action, municipality_id, amount_id, (verdict.user_id, verdict.now))


def _note(
    session: Session, action: str, municipality_id: int, amount_id: int, by: tuple[int, datetime]
) -> None:
    user_id, now = by
    audit.record(
        session,
        action=action,
        at=now,
        municipality_id=municipality_id,
        actor_user_id=user_id,
        object_kind="municipal_amount",
        object_id=str(amount_id),
    )

"""What frozen claims hold of the service of one year, and what the ledger says of the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from engine.domain.ledger import Account
from engine.persistence.queries import kept_figures
from engine.persistence.tables.cases import Contract, ServiceCase
from engine.persistence.tables.claims import ClaimLine, LineKind, LineState, MinistryClaim
from engine.persistence.tables.ledger import JournalEntry, Posting
from engine.persistence.tables.months import ServiceMonth
from engine.persistence.tables.people import Person

COSTS = (Account.STATE_PAY, Account.TRANSPORT)  # what is claimed of a month, administration aside
FUNDING = (Account.FUNDING_PAY, Account.FUNDING_TRANSPORT, Account.FUNDING_ADMINISTRATION)


@dataclass(frozen=True, slots=True)
class ClaimedLine:
    """One line of a frozen claim."""

    line_id: int
    claim_id: int
    kind: LineKind
    municipality_id: int
    month_id: int
    case_id: int
    decision_id: int
    period: str
    regime: str
    minutes: int
    pay_cents: int
    recipient: str  # the same word for the same person, over all municipalities where the code is known

    @property
    def is_adjustment(self) -> bool:
        """Whether it corrects a line of an earlier claim."""
        return self.kind is LineKind.ADJUSTMENT


@dataclass(frozen=True, slots=True)
class FrozenClaim:
    """The sums that a claim was frozen with."""

    claim_id: int
    pay_cents: int
    transport_cents: int
    admin_cents: int


def claims(session: Session, year: int) -> list[FrozenClaim]:
    """The frozen claims that hold a line of the year, in the order they were made."""
    statement = select(
        MinistryClaim.id, MinistryClaim.pay_cents, MinistryClaim.transport_cents, MinistryClaim.admin_cents
    )
    wanted = statement.where(MinistryClaim.id.in_(_with_lines_of(year))).order_by(MinistryClaim.id)
    return [FrozenClaim(*row) for row in session.execute(wanted)]


def lines(session: Session, year: int) -> list[ClaimedLine]:
    """Every line of those claims, of other years too: a claim's administration is of all its lines."""
    statement = (
        select(
            ClaimLine.id, ClaimLine.claim_id, ClaimLine.kind, ClaimLine.municipality_id, ClaimLine.month_id,
            ServiceMonth.case_id, Contract.decision_id, ServiceMonth.period, ServiceCase.regime,
            ClaimLine.minutes, ClaimLine.pay_cents, Contract.recipient_id, Person.personal_code_hash,
        )
        .join(ServiceMonth, ServiceMonth.id == ClaimLine.month_id)
        .join(ServiceCase, ServiceCase.id == ServiceMonth.case_id)
        .join(Contract, Contract.id == ClaimLine.contract_id)
        .join(Person, Person.id == Contract.recipient_id)
        .where(ClaimLine.claim_id.in_(_with_lines_of(year)), ClaimLine.state == LineState.INCLUDED)
        .order_by(ClaimLine.claim_id, ClaimLine.id)
    )  # fmt: skip
    found = session.execute(statement).all()
    words = kept_figures.words_of(session, [row.recipient_id for row in found])
    return [_line(words, *row) for row in found]


def transport(session: Session, year: int) -> dict[int, int]:
    """Month → transport booked for it, in cents, of every month in those claims."""
    month_ids = select(ClaimLine.month_id).where(ClaimLine.claim_id.in_(_with_lines_of(year)))
    statement = (
        select(JournalEntry.month_id, func.sum(Posting.debit_cents - Posting.credit_cents))
        .join(Posting, Posting.entry_id == JournalEntry.id)
        .where(Posting.account_code == Account.TRANSPORT, JournalEntry.month_id.in_(month_ids))
        .group_by(JournalEntry.month_id)
    )
    return {month_id: int(cents) for month_id, cents in session.execute(statement) if month_id is not None}


def booked(session: Session, year: int) -> int:
    """State money booked for pay and transport of the year's months, claimed or not yet, in cents."""
    statement = (
        select(func.coalesce(func.sum(Posting.debit_cents - Posting.credit_cents), 0))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .join(ServiceMonth, ServiceMonth.id == JournalEntry.month_id)
        .where(Posting.account_code.in_(COSTS), ServiceMonth.period.between(*_ends(year)))
    )
    return int(session.scalars(statement).one())


def funded(session: Session, claim_ids: Sequence[int]) -> tuple[int, int, int]:
    """Pay, transport and administration that the ledger shows as claimed by these claims, in cents."""
    statement = (
        select(Posting.account_code, func.sum(Posting.credit_cents - Posting.debit_cents))
        .join(JournalEntry, JournalEntry.id == Posting.entry_id)
        .where(JournalEntry.claim_id.in_(claim_ids), Posting.account_code.in_(FUNDING))
        .group_by(Posting.account_code)
    )
    found = {account: int(cents) for account, cents in session.execute(statement)}
    pay, transport_, administration = (found.get(account, 0) for account in FUNDING)
    return pay, transport_, administration


def years(session: Session) -> list[int]:
    """The years of which a frozen claim holds a line, the newest first."""
    year = func.substr(ServiceMonth.period, 1, 4)
    statement = (
        select(year)
        .distinct()
        .join(ClaimLine, ClaimLine.month_id == ServiceMonth.id)
        .join(MinistryClaim, MinistryClaim.id == ClaimLine.claim_id)
        .where(MinistryClaim.frozen_at.is_not(None), ClaimLine.state == LineState.INCLUDED)
    )
    return sorted((int(one) for one in session.scalars(statement)), reverse=True)


def _line(words: Mapping[int, str], *row: Any) -> ClaimedLine:
    *known, recipient_id, code = row
    return ClaimedLine(*(*known, words.get(recipient_id) or code or f"person-{recipient_id}"))


def _with_lines_of(year: int) -> Select[Any]:
    return (
        select(ClaimLine.claim_id)
        .join(ServiceMonth, ServiceMonth.id == ClaimLine.month_id)
        .join(MinistryClaim, MinistryClaim.id == ClaimLine.claim_id)
        .where(
            MinistryClaim.frozen_at.is_not(None),
            ClaimLine.state == LineState.INCLUDED,
            ServiceMonth.period.between(*_ends(year)),
        )
    )


def _ends(year: int) -> tuple[str, str]:
    return f"{year:04d}-01", f"{year:04d}-12"

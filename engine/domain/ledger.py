"""Double entry: each journal entry sums to 0, carries an id that its caller gave, and is never changed.

A correction reverses. State money, municipal top-up, transport and administration are accounts of their
own; only state money is claimed from the ministry.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from engine.domain.money import whole


class Account(StrEnum):
    """The chart of accounts; debit is positive, credit negative."""

    STATE_PAY = "state_pay"  # cost: pay of assistants from state money, contributions included
    MUNICIPAL_TOP_UP = "municipal_top_up"  # cost: what the municipality adds
    TRANSPORT = "transport"  # cost: transport expenses
    OWED_TO_PAYROLL = "owed_to_payroll"  # debt: contracts for work, paid through the office's payroll
    OWED_TO_SELF_EMPLOYED = "owed_to_self_employed"  # debt: self-employed assistants
    OWED_TO_PROVIDERS = "owed_to_providers"  # debt: organisations
    MINISTRY_RECEIVABLE = "ministry_receivable"  # claim: what the ministry was asked to pay
    FUNDING_PAY = "funding_pay"  # income: claimed for pay
    FUNDING_TRANSPORT = "funding_transport"  # income: claimed for transport
    FUNDING_ADMINISTRATION = "funding_administration"  # income: claimed for administration
    CLAIM_SHORTFALL = "claim_shortfall"  # cost: claimed but not accepted
    BANK = "bank"  # money


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount on an account: debit above zero, credit below, never zero."""

    account: Account
    cents: int

    def __post_init__(self) -> None:
        if whole(self.cents) == 0:
            raise ValueError(f"a posting of nothing on {self.account}")


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Postings that sum to 0; `entry_id` is unique for ever, `kind` a snake_case word for reports."""

    entry_id: str
    day: date
    kind: str
    postings: tuple[Posting, ...]
    reverses: str | None = None  # the entry_id that this one takes back

    def __post_init__(self) -> None:
        if not self.entry_id:
            raise ValueError("a journal entry needs its caller's id")
        if len(self.postings) < 2 or sum(posting.cents for posting in self.postings) != 0:
            raise ValueError(f"the postings of {self.entry_id} do not sum to 0")

    def reversal(self, entry_id: str, day: date) -> JournalEntry:
        """The entry that takes this one back, under its own new id; a reversal is not reversed."""
        if self.reverses is not None:
            raise ValueError(f"{self.entry_id} is itself a reversal; post the correct entry anew")
        postings = tuple(Posting(posting.account, -posting.cents) for posting in self.postings)
        return JournalEntry(entry_id, day, self.kind, postings, reverses=self.entry_id)


def entry(entry_id: str, day: date, kind: str, amounts: Iterable[tuple[Account, int]]) -> JournalEntry:
    """An entry of these amounts, those of zero left out."""
    postings = tuple(Posting(account, cents) for account, cents in amounts if whole(cents))
    return JournalEntry(entry_id, day, kind, postings)


def posted(journal: Mapping[str, JournalEntry], new: JournalEntry) -> dict[str, JournalEntry]:
    """The journal with the entry; the same entry again changes nothing, another under its id: ValueError."""
    if journal.get(new.entry_id, new) != new:
        raise ValueError(f"another entry has the id {new.entry_id}")
    return {**journal, new.entry_id: new}


def balances(entries: Iterable[JournalEntry]) -> dict[Account, int]:
    """The balance of each account that was used, in cents; together they sum to 0."""
    totals: dict[Account, int] = {}
    for each in entries:
        for posting in each.postings:
            totals[posting.account] = totals.get(posting.account, 0) + posting.cents
    return totals

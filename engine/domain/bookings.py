"""The journal entries of the service: what a month, a claim, a reply and a payment do to the accounts."""

from __future__ import annotations

from datetime import date

from engine.domain.claim import ClaimTotals
from engine.domain.ledger import Account, JournalEntry, entry
from engine.domain.money import whole
from engine.domain.remuneration import ContractForm, Remuneration

OWED: dict[ContractForm, Account] = {
    ContractForm.CONTRACT_FOR_WORK: Account.OWED_TO_PAYROLL,
    ContractForm.SELF_EMPLOYED: Account.OWED_TO_SELF_EMPLOYED,
    ContractForm.PROVIDER: Account.OWED_TO_PROVIDERS,
}
"""To whom a month's pay is owed."""


def month_entry(entry_id: str, day: date, pay: Remuneration, transport_cents: int = 0) -> JournalEntry | None:
    """A month's pay: cost by source of money against what is owed; None for a month without money."""
    costs = (
        (Account.STATE_PAY, pay.pay_cents),
        (Account.MUNICIPAL_TOP_UP, pay.top_up_cents),
        (Account.TRANSPORT, whole(transport_cents)),
    )
    owed = sum(cents for _, cents in costs)
    if not owed:
        return None
    return entry(entry_id, day, "month", (*costs, (OWED[pay.contract_form], -owed)))


def corrected_entries(
    entry_id: str, day: date, pay: Remuneration, booked: JournalEntry | None
) -> list[JournalEntry]:
    """What makes the accounts of a corrected month right: its booking reversed, then the month anew.

    A correction of hours says nothing of journeys: the transport that the month was booked with is booked
    anew as it was, so that both entries together change nothing of it. `booked` (the last booking of the
    month, a correction's where there was one) is None for a month without money, which had no transport.
    """
    transport = 0 if booked is None else _on(booked, Account.TRANSPORT)
    anew = month_entry(entry_id, day, pay, transport)
    reversal = None if booked is None else booked.reversal(f"{entry_id}-reversal", day)
    return [one for one in (reversal, anew) if one is not None]


def _on(booked: JournalEntry, account: Account) -> int:
    return sum(posting.cents for posting in booked.postings if posting.account is account)


def claim_entry(entry_id: str, day: date, totals: ClaimTotals) -> JournalEntry | None:
    """A frozen claim: receivable from the ministry against funding by purpose; None for an empty claim."""
    funding = (
        (Account.FUNDING_PAY, -totals.pay_cents),
        (Account.FUNDING_TRANSPORT, -totals.transport_cents),
        (Account.FUNDING_ADMINISTRATION, -totals.admin_cents),
    )
    if not any(cents for _, cents in funding):
        return None
    return entry(entry_id, day, "claim", ((Account.MINISTRY_RECEIVABLE, totals.total_cents), *funding))


def ministry_payment_entry(entry_id: str, day: date, cents: int) -> JournalEntry:
    """Money from the ministry: bank against the receivable; cents > 0."""
    amount = _above_zero(cents)
    return entry(
        entry_id, day, "ministry_payment", ((Account.BANK, amount), (Account.MINISTRY_RECEIVABLE, -amount))
    )


def shortfall_entry(entry_id: str, day: date, cents: int) -> JournalEntry:
    """What the ministry did not accept of a claim: a cost against the receivable; cents > 0."""
    amount = _above_zero(cents)
    return entry(
        entry_id,
        day,
        "claim_shortfall",
        ((Account.CLAIM_SHORTFALL, amount), (Account.MINISTRY_RECEIVABLE, -amount)),
    )


def assistant_payment_entry(
    entry_id: str, day: date, contract_form: ContractForm, cents: int
) -> JournalEntry:
    """Pay that went out, to the person, the provider or the payroll: debt against bank; cents > 0."""
    amount = _above_zero(cents)
    return entry(entry_id, day, "assistant_payment", ((OWED[contract_form], amount), (Account.BANK, -amount)))


def _above_zero(cents: int) -> int:
    if whole(cents) <= 0:
        raise ValueError(f"an amount above zero is needed: {cents}")
    return cents

"""What goes into the files of a claim, as plain values: nothing here knows a file format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.domain.remuneration import ContractForm
from engine.persistence.queries.month_pay import PayPart


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One contract and month at one rate, people by number only."""

    contract_number: str
    recipient_reference: str
    assistant_reference: str
    period: str
    minutes: int
    rate: Decimal
    pay_cents: int
    admin_cents: int
    transport_cents: int = 0
    adjusts_claim: str = ""  # the number of the claim that it makes right


@dataclass(frozen=True, slots=True)
class ClaimContent:
    """A frozen claim as the ministry gets it."""

    municipality_code: str
    municipality_name: str
    period: str
    number: str
    frozen_on: date
    opening_balance_cents: int  # below zero: what the state owes for earlier claims
    rows: Sequence[ClaimRow]


@dataclass(frozen=True, slots=True)
class Payee:
    """What one contract's month earns, and who gets it."""

    contract_id: int
    person_id: int  # the assistant, also where an organisation is paid
    identification: str  # unique for ever: it comes back with the bank's answer
    name: str
    account: str
    personal_code: str
    contract_number: str
    period: str
    cents: int
    parts: Sequence[PayPart]
    rate_includes_contributions: bool
    payee: str  # under which name an amount is carried from one payment to the next
    contract_form: ContractForm
    transport_cents: int = 0  # of the cents, for journeys
    top_up: Sequence[PayPart] = ()  # of the cents, from the municipality's own money


@dataclass(frozen=True, slots=True)
class PaymentContent:
    """One file to the bank or to payroll."""

    file_stem: str
    message_identification: str
    payer_name: str
    payer_account: str
    execution_day: date
    made_at: datetime
    economic_classification_code: str
    payees: Sequence[Payee]  # of one kind of file; those of the bank have something to get


@dataclass(frozen=True, slots=True)
class FileWanted:
    """A file to be made and kept with a claim; made once, and the same bytes ever after."""

    kind: str  # claim_csv, claim_xlsx, credit_transfer, payroll
    claim_id: int
    content: ClaimContent | PaymentContent

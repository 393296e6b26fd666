"""Makes each kind of file that an operation may ask for."""

from __future__ import annotations

from collections.abc import Callable

from engine.money_files.ministry import claim_csv, claim_xlsx
from engine.money_files.payments import credit_transfer, payroll
from engine.payment_files.account_numbers import compact_iban
from engine.persistence.effects.context import Effect
from engine.service_tasks.file_content import FileWanted

MAKERS: dict[str, Callable[[FileWanted], Effect]] = {
    "claim_csv": claim_csv,
    "claim_xlsx": claim_xlsx,
    "credit_transfer": credit_transfer,
    "payroll": payroll,
}


def make(wanted: FileWanted) -> Effect:
    """The effect that keeps the file; an EngineError with a sentence where it cannot be made."""
    return MAKERS[wanted.kind](wanted)


def is_account(text: str) -> bool:
    """Whether a bank would take this account number."""
    return compact_iban(text) is not None

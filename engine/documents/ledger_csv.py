"""The ledger as CSV, so that anyone can add it up again: entries, the rates in force, the lines of pay.

Each row of LINES holds all that is needed to repeat its sum: pay = HALF_UP(payable_minutes × rate / 60),
to the cent. The postings of one entry sum to 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from engine.documents.table_cells import Cell, plain_csv
from engine.domain.money import euros, rate_steps
from engine.errors import Unusable
from engine.messages_catalogue import msg


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One posting of a journal entry."""

    entry_id: str
    posted_on: date
    municipality: str
    account: str
    amount_cents: int  # debit above zero, credit below
    service_month: str = ""
    contract_number: str = ""
    claim_number: str = ""


@dataclass(frozen=True, slots=True)
class RateRow:
    """One dated rate of a rule pack."""

    rule_pack: str
    name: str
    in_force_from: date
    rate: Decimal  # euro an hour
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """The pay of one contract and service month at one rate."""

    municipality: str
    contract_number: str
    service_month: str
    rule_pack: str
    payable_minutes: int
    rate: Decimal
    pay_cents: int
    claim_number: str = ""
    state: str = ""


def _rate(value: Decimal) -> Decimal:
    return Decimal(rate_steps(value)).scaleb(-4)


ENTRY_COLUMNS: dict[str, Callable[[EntryRow], Cell]] = {
    "entry_id": lambda row: row.entry_id,
    "posted_on": lambda row: row.posted_on.isoformat(),
    "municipality": lambda row: row.municipality,
    "account": lambda row: row.account,
    "amount_eur": lambda row: euros(row.amount_cents),
    "service_month": lambda row: row.service_month,
    "contract_number": lambda row: row.contract_number,
    "claim_number": lambda row: row.claim_number,
}

RATE_COLUMNS: dict[str, Callable[[RateRow], Cell]] = {
    "rule_pack": lambda row: row.rule_pack,
    "name": lambda row: row.name,
    "in_force_from": lambda row: row.in_force_from.isoformat(),
    "rate_eur_per_hour": lambda row: _rate(row.rate),
    "status": lambda row: row.status,
    "source": lambda row: row.source,
}

LINE_COLUMNS: dict[str, Callable[[LineRow], Cell]] = {
    "municipality": lambda row: row.municipality,
    "contract_number": lambda row: row.contract_number,
    "service_month": lambda row: row.service_month,
    "rule_pack": lambda row: row.rule_pack,
    "payable_minutes": lambda row: row.payable_minutes,
    "rate_eur_per_hour": lambda row: _rate(row.rate),
    "pay_eur": lambda row: euros(row.pay_cents),
    "claim_number": lambda row: row.claim_number,
    "state": lambda row: row.state,
}


def write_entries(file: TextIO, rows: Iterable[EntryRow]) -> int:
    """Write the postings with their heading; the number of rows comes back. Rows are taken one by one."""
    return _write(file, ENTRY_COLUMNS, rows)


def write_rates(file: TextIO, rows: Iterable[RateRow]) -> int:
    """Write the rates with their heading; the number of rows comes back."""
    return _write(file, RATE_COLUMNS, rows)


def write_lines(file: TextIO, rows: Iterable[LineRow]) -> int:
    """Write the lines of pay with their heading; the number of rows comes back."""
    return _write(file, LINE_COLUMNS, rows)


def export_ledger(
    folder: Path, *, entries: Iterable[EntryRow], rates: Iterable[RateRow], lines: Iterable[LineRow]
) -> None:
    """Write entries.csv, rates.csv and lines.csv into the folder, which is made where it is missing.

    Raises Unusable with a sentence when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns, rows in (
            ("entries.csv", ENTRY_COLUMNS, entries),
            ("rates.csv", RATE_COLUMNS, rates),
            ("lines.csv", LINE_COLUMNS, lines),
        ):
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                _write(file, columns, rows)
    except OSError as trouble:
        reason = trouble.strerror or str(trouble)
        raise Unusable(
            msg("The folder {folder} cannot be written: {reason}", folder=str(folder), reason=reason)
        ) from trouble


def _write(file: TextIO, columns: Mapping[str, Callable[[Any], Cell]], rows: Iterable[object]) -> int:
    plain_csv(file, [list(columns)])
    return plain_csv(file, ([value(row) for value in columns.values()] for row in rows))

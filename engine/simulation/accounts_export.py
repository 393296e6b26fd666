"""The accounts of a simulation as CSV, and the sums that must agree with them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from engine.documents import ledger_csv
from engine.documents.ledger_csv import EntryRow, LineRow, RateRow
from engine.documents.table_cells import hours
from engine.domain.ledger import Account
from engine.domain.money import pay_cents
from engine.persistence.queries import account_rows, sums
from engine.runtime import Runtime, Session, Tenant
from engine.simulation.writable_folders import make_writable

LINES = "lines.csv"


def prepare(folder: Path) -> None:
    """Make the folder, before anything long is begun; raises Unusable where it cannot be written."""
    make_writable(folder)


def write(runtime: Runtime, tenant: Tenant, folder: Path) -> None:
    """Write entries, rates and lines into the folder."""
    with runtime.reading(tenant) as session:
        ledger_csv.export_ledger(
            folder,
            entries=[
                EntryRow(
                    entry_id=one.entry_id,
                    posted_on=one.posted_on,
                    municipality=one.municipality,
                    account=one.account,
                    amount_cents=one.amount_cents,
                    service_month=one.period,
                    contract_number=one.contract_number,
                )
                for one in account_rows.postings(session)
            ],
            rates=_rates(runtime, session),
            lines=[
                LineRow(
                    municipality=one.municipality,
                    contract_number=one.contract_number,
                    service_month=one.period,
                    rule_pack=one.regime,
                    payable_minutes=one.minutes,
                    rate=one.rate,
                    pay_cents=one.pay_cents,
                    claim_number=one.claim_number,
                    state=one.state,
                )
                for one in account_rows.paid_parts(session)
            ],
        )


def pay_in_ledger(runtime: Runtime, tenant: Tenant) -> int:
    """What the ledger says the state's pay came to, in cents."""
    with runtime.reading(tenant) as session:
        return sums.balances(session).get(Account.STATE_PAY, 0)


def hours_signed(runtime: Runtime, tenant: Tenant) -> Decimal:
    """The hours that both sides signed, or the office recorded for them, whether payable or not; 0.01 h."""
    with runtime.reading(tenant) as session:
        return hours(account_rows.signed_minutes(session))


def added_up(folder: Path) -> int:
    """The pay of all exported lines, each HALF_UP(minutes × rate / 60) anew, in cents."""
    with (folder / LINES).open(encoding="utf-8-sig", newline="") as file:
        return sum(
            pay_cents(int(line["payable_minutes"]), Decimal(line["rate_eur_per_hour"]))
            for line in csv.DictReader(file)
        )


def _rates(runtime: Runtime, session: Session) -> list[RateRow]:
    return [
        RateRow(
            pack.name,
            number.key,
            number.in_force_from,
            Decimal(str(number.value)),
            str(number.status),
            number.source,
        )
        for pack in runtime.rule_book(session).packs.values()
        for number in pack.numbers.get("hourly_rate", ())
        if number.value is not None
    ]

"""Adds up a payment file that was made, from its bytes alone: what it carries must be what was ordered."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from lxml import etree

from engine.domain.money import cents_of
from engine.messages_catalogue import LANGUAGES, say
from engine.payment_files.credit_transfer import SCHEMA
from engine.payment_files.payroll import COLUMNS

_NAMESPACE = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"
_AMOUNT = next(heading for heading, _ in COLUMNS if heading.text == "Amount, EUR")


def credit_transfer_cents(data: bytes) -> int:
    """The sum of the payments in a bank's file; ValueError where its own control sum says another."""
    document = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    paid = sum(_cents(amount) for amount in document.iter(f"{_NAMESPACE}InstdAmt"))
    controls = {_cents(control) for control in document.iter(f"{_NAMESPACE}CtrlSum")}
    if controls != {paid}:
        raise ValueError("the control sum is not the sum of the payments")
    return paid


def payroll_cents(data: bytes) -> int:
    """The sum of the amounts in a payroll list."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    headings = {say(_AMOUNT, language) for language in LANGUAGES}
    return sum(
        cents_of(Decimal(value.replace(",", ".")))
        for row in rows
        for heading, value in row.items()
        if heading in headings
    )


def _cents(element: etree._Element) -> int:
    return cents_of(Decimal(element.text or ""))

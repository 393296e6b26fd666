"""The bank's file: an ISO 20022 credit transfer (pain.001.001.09).

sepaxml lays out the message; what it would draw at random or leave out is put in from the batch: both
identifications, the time of creation, the booking of each payment by itself, the debtor's bank without
BIC. The result is checked against the XSD that comes with sepaxml, offline, before anybody gets it.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock

import sepaxml
from lxml import etree

from engine.clock import RIGA
from engine.messages_catalogue import msg
from engine.payment_files.account_numbers import compact_iban
from engine.payment_files.payment_orders import (
    PaymentBatch,
    PaymentOrder,
    UnpayableBatch,
    payment_troubles,
)
from engine.payment_files.payment_text import NAME_LENGTH, bank_text

__all__ = ["SCHEMA", "PaymentBatch", "PaymentOrder", "UnpayableBatch", "write_credit_transfer"]

SCHEMA = "pain.001.001.09"
_NAMESPACES = {"iso": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}
_SCHEMA_FILE = Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"
# sepaxml registers its namespace in a table of the standard library that all threads share, and a
# schema object keeps the findings of its last document.
_ONE_AT_A_TIME = Lock()


def write_credit_transfer(batch: PaymentBatch) -> bytes:
    """The batch as a UTF-8 file for the bank; the same batch gives the same bytes.

    Names are cut to 70 characters as banks do; Latvian letters stay (see payment_text). UnpayableBatch
    when a bank would refuse it; nothing is written then.
    """
    troubles = payment_troubles(batch)
    if troubles:
        raise UnpayableBatch(troubles)
    with _ONE_AT_A_TIME:
        document = _laid_out(batch)
        _complete(document, batch)
        _refuse_against_schema(document)
    written: bytes = etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _laid_out(batch: PaymentBatch) -> etree._Element:
    debtor = {
        "name": _name(batch.debtor_name),
        "IBAN": compact_iban(batch.debtor_iban),
        "batch": True,
        "currency": "EUR",
    }
    if batch.debtor_bic is not None:
        debtor["BIC"] = batch.debtor_bic
    transfer = sepaxml.SepaTransfer(debtor, schema=SCHEMA, clean=False)
    for order in batch.orders:
        transfer.add_payment(_payment(order, batch))
    written: bytes = transfer.export(validate=False)
    return etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _payment(order: PaymentOrder, batch: PaymentBatch) -> dict[str, object]:
    return {
        "name": _name(order.creditor_name),
        "IBAN": compact_iban(order.creditor_iban),
        "amount": order.instructed_amount_cents,
        "execution_date": batch.requested_execution_date,
        "description": order.remittance_text,
        "endtoend_id": order.end_to_end_identification,
    }


def _complete(document: etree._Element, batch: PaymentBatch) -> None:
    _only(document, "GrpHdr/MsgId").text = batch.message_identification
    _only(document, "GrpHdr/CreDtTm").text = _local_time(batch.created_at)
    _only(document, "PmtInf/PmtInfId").text = batch.payment_information_identification
    # One line of the account statement per payment, so that each can be matched by its identification.
    _only(document, "PmtInf/BtchBookg").text = "false"
    if batch.debtor_bic is None:
        # An account number alone is enough in SEPA, but the element may not stay empty (EPC132-08).
        other = etree.SubElement(_only(document, "PmtInf/DbtrAgt/FinInstnId"), _tag("Othr"))
        etree.SubElement(other, _tag("Id")).text = "NOTPROVIDED"


def _refuse_against_schema(document: etree._Element) -> None:
    try:
        _schema().assertValid(document)
    except etree.DocumentInvalid as fault:
        trouble = msg("The file does not keep the bank's schema: {detail}", detail=str(fault))
        raise UnpayableBatch((trouble,)) from fault


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(_SCHEMA_FILE), etree.XMLParser(no_network=True)))


def _only(document: etree._Element, path: str) -> etree._Element:
    steps = "/".join(f"iso:{step}" for step in ("CstmrCdtTrfInitn", *path.split("/")))
    (element,) = document.findall(steps, _NAMESPACES)
    return element


def _tag(name: str) -> str:
    return f"{{{_NAMESPACES['iso']}}}{name}"


def _name(text: str) -> str:
    return bank_text(text)[:NAME_LENGTH].rstrip()


def _local_time(instant: datetime) -> str:
    return instant.astimezone(RIGA).isoformat(timespec="seconds")

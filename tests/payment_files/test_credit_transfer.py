"""What the bank gets: totals, identifications and letters, read back from the file itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
import sepaxml
import time_machine
import xmlschema
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.payment_files.credit_transfer import (
    SCHEMA,
    PaymentOrder,
    UnpayableBatch,
    write_credit_transfer,
)
from engine.payment_files.payment_orders import MOST_CENTS
from engine.payment_files.payment_text import bank_text, is_identification, says_something
from tests.payment_files.builders import a_batch, an_order, latvian_iban

NAMESPACES = {"p": f"urn:iso:std:iso:20022:tech:xsd:{SCHEMA}"}


def texts(written: bytes, path: str) -> list[str]:
    steps = "/".join(f"p:{step}" for step in path.split("/"))
    return [element.text or "" for element in etree.fromstring(written).findall(f".//{steps}", NAMESPACES)]


def text(written: bytes, path: str) -> str:
    (only,) = texts(written, path)
    return only


@pytest.fixture(scope="session")
def bank_schema() -> xmlschema.XMLSchema:
    """A second reader of the schema, so that the writer is not its own judge."""
    return xmlschema.XMLSchema(str(Path(sepaxml.__file__).parent / "schemas" / f"{SCHEMA}.xsd"))


def test_the_identifications_and_the_time_come_from_the_batch() -> None:
    written = write_credit_transfer(a_batch())
    assert text(written, "GrpHdr/MsgId") == "ASI-2026-10"
    assert text(written, "GrpHdr/CreDtTm") == "2026-11-15T10:30:00+02:00"
    assert text(written, "PmtInf/PmtInfId") == "ASI-2026-10/1"
    assert text(written, "CdtTrfTxInf/PmtId/EndToEndId") == "ASI-2026-10-1"


def test_the_same_batch_gives_the_same_bytes_on_another_day_too() -> None:
    batch = a_batch(an_order(1), an_order(2))
    with time_machine.travel("2026-11-15T08:30:00Z", tick=False):
        first = write_credit_transfer(batch)
    with time_machine.travel("2031-02-01T00:00:00Z", tick=False):
        assert write_credit_transfer(batch) == first


def test_one_thread_at_a_time_uses_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    meeting, met = Barrier(2, timeout=0.3), []
    export = sepaxml.SepaTransfer.export

    def exporting(transfer: Any, **named: Any) -> Any:
        with suppress(BrokenBarrierError):
            meeting.wait()
            met.append(transfer)
        return export(transfer, **named)

    batches = [a_batch(an_order(1)), a_batch(an_order(2))]
    expected = [write_credit_transfer(batch) for batch in batches]
    monkeypatch.setattr(sepaxml.SepaTransfer, "export", exporting)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(write_credit_transfer, batches)) == expected
    assert met == []


def test_the_golden_file_is_what_the_bank_agreed_to() -> None:
    batch = a_batch(an_order(1), an_order(2, economic_classification_code=""), debtor_bic="UNLALV2X")
    golden = Path(__file__).parent / "golden" / "credit_transfer.xml"
    assert write_credit_transfer(batch) == golden.read_bytes()


def test_latvian_letters_stay_and_other_signs_get_their_plain_twin() -> None:
    order = an_order(
        creditor_name="SIA „Ķēniņš & Žagars”",
        remittance_information="Rēķins №5; līgums A–7 <b>",
        economic_classification_code="",
    )
    written = write_credit_transfer(a_batch(order))
    assert text(written, "Cdtr/Nm") == "SIA 'Ķēniņš + Žagars'"
    assert text(written, "RmtInf/Ustrd") == "Rēķins Nr.5, līgums A-7 .b."
    assert "Ķēniņš".encode() in written


def test_the_budget_code_goes_before_the_purpose() -> None:
    written = write_credit_transfer(a_batch(an_order(1)))
    assert text(written, "RmtInf/Ustrd") == "EKK 6419 Asistenta pakalpojums 2026-10, rēķins 1"


def test_a_long_name_is_cut_to_what_banks_print() -> None:
    written = write_credit_transfer(a_batch(an_order(creditor_name="Ā" * 200)))
    assert text(written, "Cdtr/Nm") == "Ā" * 70


def test_the_debtors_bank_is_named_or_said_to_be_unknown() -> None:
    assert text(write_credit_transfer(a_batch()), "DbtrAgt/FinInstnId/Othr/Id") == "NOTPROVIDED"
    named = write_credit_transfer(a_batch(debtor_bic="UNLALV2X"))
    assert text(named, "DbtrAgt/FinInstnId/BICFI") == "UNLALV2X"


def test_spaces_and_small_letters_in_an_account_number_are_put_right() -> None:
    typed = "lv97 haba 0012 3456 78910".replace("97", latvian_iban(12345678910)[2:4])
    written = write_credit_transfer(a_batch(an_order(creditor_iban=typed)))
    assert text(written, "CdtrAcct/Id/IBAN") == latvian_iban(12345678910)


identifications = st.from_regex(r"[A-Za-z0-9/\-?:().,'+ ]{1,35}", fullmatch=True).filter(is_identification)
words = st.text(min_size=1, max_size=80).filter(lambda text: says_something(bank_text(text)))
orders = st.builds(
    PaymentOrder,
    end_to_end_identification=identifications,
    creditor_name=words,
    creditor_iban=st.integers(0, 10**13 - 1).map(latvian_iban),
    instructed_amount_cents=st.one_of(st.integers(1, 200_000), st.integers(1, MOST_CENTS)),
    remittance_information=words,
    economic_classification_code=st.sampled_from(["", "6419", "22399"]),
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    batch_orders=st.lists(
        orders, min_size=1, max_size=25, unique_by=lambda order: order.end_to_end_identification.upper()
    ),
    bic=st.sampled_from([None, "UNLALV2X", "TRELLV22XXX"]),
)
def test_every_total_read_from_the_file_is_the_sum_of_its_payments(
    bank_schema: xmlschema.XMLSchema, batch_orders: list[PaymentOrder], bic: str | None
) -> None:
    assume(all(len(order.remittance_text) <= 140 for order in batch_orders))
    written = write_credit_transfer(a_batch(*batch_orders, debtor_bic=bic))
    cents = [order.instructed_amount_cents for order in batch_orders]
    amounts = [Decimal(amount) for amount in texts(written, "Amt/InstdAmt")]
    assert [int(amount * 100) for amount in amounts] == cents
    for part in ("GrpHdr", "PmtInf"):
        assert Decimal(text(written, f"{part}/CtrlSum")) == Decimal(sum(cents)).scaleb(-2)
        assert int(text(written, f"{part}/NbOfTxs")) == len(batch_orders)
    assert texts(written, "EndToEndId") == [order.end_to_end_identification for order in batch_orders]
    bank_schema.validate(written.decode())


BAD_ORDERS: dict[str, dict[str, Any]] = {
    "account number": {"creditor_iban": latvian_iban(1)[:-1] + "9"},
    "valid IBAN": {"creditor_iban": ""},
    "euro": {"currency": "USD"},
    "amount must be": {"instructed_amount_cents": 0},
    "0.01 and": {"instructed_amount_cents": -1},
    "999,999,999.99": {"instructed_amount_cents": MOST_CENTS + 1},
    "creditor has no name": {"creditor_name": "—"},
    "no name that": {"creditor_name": "Иванов"},
    "what is being paid for": {"remittance_information": " ;;; "},
    "banks pass on 140": {"remittance_information": "x" * 132},
    "classification code": {"economic_classification_code": "64A9"},
    "cannot identify": {"end_to_end_identification": "x" * 36},
    "Latin letters": {"end_to_end_identification": "ĀČ-1"},
    "slash at either end": {"end_to_end_identification": "/1"},
    "two slashes": {"end_to_end_identification": "1//2"},
    "1 to 35": {"end_to_end_identification": ""},
}


@pytest.mark.parametrize("sentence", BAD_ORDERS)
def test_an_order_a_bank_would_refuse_is_refused_here(sentence: str) -> None:
    with pytest.raises(UnpayableBatch, match=sentence):
        write_credit_transfer(a_batch(an_order(1, **BAD_ORDERS[sentence]), an_order(2)))


BAD_BATCHES: dict[str, dict[str, Any]] = {
    "payer has no name": {"debtor_name": "«»"},
    "Latvian IBAN": {"debtor_iban": "GB82WEST12345698765432"},
    "payer's account": {"debtor_iban": "LV00HABA0000000000001"},
    "BIC": {"debtor_bic": "unlalv2x"},
    "identifier .BIC. of a bank": {"debtor_bic": "X"},
    "cannot identify": {"message_identification": "a" * 36},
    "identify a payment": {"payment_information_identification": " a"},
}


@pytest.mark.parametrize("sentence", BAD_BATCHES)
def test_a_batch_a_bank_would_refuse_is_refused_here(sentence: str) -> None:
    with pytest.raises(UnpayableBatch, match=sentence):
        write_credit_transfer(a_batch(**BAD_BATCHES[sentence]))


def test_an_empty_batch_pays_nobody() -> None:
    with pytest.raises(UnpayableBatch, match="nothing to pay"):
        write_credit_transfer(replace(a_batch(), orders=()))


def test_the_payment_day_is_compared_with_the_day_in_latvia() -> None:
    late_evening = a_batch().created_at.replace(hour=22, minute=30)  # 00:30 on the 16th in Riga
    on_the_16th = a_batch().requested_execution_date.replace(day=16)
    assert write_credit_transfer(a_batch(created_at=late_evening, requested_execution_date=on_the_16th))
    on_the_15th = on_the_16th.replace(day=15)
    with pytest.raises(UnpayableBatch, match="lies before the day"):
        write_credit_transfer(a_batch(created_at=late_evening, requested_execution_date=on_the_15th))


def test_identifications_that_differ_by_case_only_are_one_for_a_bank() -> None:
    with pytest.raises(UnpayableBatch, match="repetition"):
        write_credit_transfer(
            a_batch(an_order(1, end_to_end_identification="a"), an_order(2, end_to_end_identification="A"))
        )


def test_all_troubles_are_told_at_once_and_name_no_person_and_no_account() -> None:
    bad = an_order(1, creditor_iban="LV11HABA0000000000001", instructed_amount_cents=0)
    with pytest.raises(UnpayableBatch) as refused:
        write_credit_transfer(a_batch(bad, an_order(2, currency="SEK"), debtor_iban="LV99"))
    assert len(refused.value.troubles) == 4
    told = " ".join(str(trouble) for trouble in refused.value.troubles)
    assert "Krūmiņa" not in told
    assert "HABA" not in told


@pytest.mark.parametrize("cents", [1.0, 10.5, True, Decimal(100), "100"])
def test_money_that_is_not_whole_cents_raises(cents: object) -> None:
    with pytest.raises(TypeError):
        an_order(instructed_amount_cents=cents)


def test_an_instant_without_time_zone_raises() -> None:
    with pytest.raises(ValueError, match="time zone"):
        a_batch(created_at=a_batch().created_at.replace(tzinfo=None))

"""Whether what was paid, ordered and booked is one and the same money."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from engine.domain.money import pay_cents
from engine.payment_files.control_sums import credit_transfer_cents, payroll_cents
from engine.persistence import rows
from engine.persistence.queries import erasures, pay_sums
from engine.persistence.tables.claims import ClaimFile, PaymentRun, RunKind
from engine.runtime import Session
from engine.upkeep.checks import Check, checked

READERS: Mapping[RunKind, Callable[[bytes], int]] = {
    RunKind.CREDIT_TRANSFER: credit_transfer_cents,
    RunKind.PAYROLL: payroll_cents,
}
FILES_AT_ONCE = 5  # a file holds the lines of a whole claim


def payment_checks(session: Session) -> list[Check]:
    """Files unaltered and carrying what was ordered; pay = the sum of its HALF_UP lines = what was booked."""
    return [
        _claim_files(session),
        _payment_files(session),
        _pay_lines(session),
        _pay_booked(session),
    ]


def _claim_files(session: Session) -> Check:
    files = rows.each(session, ClaimFile, ("file_name", "content", "sha256"), at_once=FILES_AT_ONCE)
    altered = (one.file_name for one in files if hashlib.sha256(one.content).hexdigest() != one.sha256)
    return checked("claim_files", rows.count(session, ClaimFile), altered)


def _payment_files(session: Session) -> Check:
    columns = ("id", "file_name", "kind", "content", "sha256")
    runs = rows.each(session, PaymentRun, columns, at_once=FILES_AT_ONCE)
    erased = erasures.emptied_runs(session)
    wrong = (
        run.file_name
        for run in runs
        if not ((run.id in erased and not run.content) or _is_sound(session, run))
    )
    return checked("payment_control_sums", rows.count(session, PaymentRun), wrong)


def _is_sound(session: Session, run: Any) -> bool:
    """Whether a row of the columns above is what was sent, and orders what was ordered."""
    content = run.content.encode()
    if hashlib.sha256(content).hexdigest() != run.sha256:
        return False
    try:
        return READERS[run.kind](content) == pay_sums.ordered(session, run.id)
    except ValueError:  # its own control sum says another
        return False


def _pay_lines(session: Session) -> Check:
    wrong = (
        month_id
        for month_id, minutes, parts in pay_sums.every_pay(session)
        if any(part.cents != pay_cents(part.minutes, part.rate) for part in parts)
        or sum(part.minutes for part in parts) != minutes
    )
    return checked("pay_lines", pay_sums.count(session), wrong)


def _pay_booked(session: Session) -> Check:
    """The ledger, the months and the claims say the same of every month's pay."""
    return checked("pay_booked", pay_sums.count(session), pay_sums.differing(session))

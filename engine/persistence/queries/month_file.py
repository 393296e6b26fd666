"""One month put together for a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.domain.net_pay import Result
from engine.messages_catalogue import Message
from engine.persistence import rows
from engine.persistence.queries import evidence, month_lists, month_sheet, names, net_pay
from engine.persistence.queries.evidence import Demanded
from engine.persistence.queries.month_lists import MonthRow
from engine.persistence.queries.month_sheet import (
    EntryRow,
    FindingRow,
    PayRow,
    SignatureRow,
    TransportRow,
)
from engine.persistence.tables.months import Attestation

__all__ = ["EntryRow", "MonthFile", "file_of"]


@dataclass(frozen=True, slots=True)
class MonthFile:
    """A month and everything that hangs on it."""

    month: MonthRow
    recipient: str
    assistant: str
    signer: str  # who signs on the recipient's side; "" where the office countersigns
    entries: Sequence[EntryRow]
    before: Mapping[
        str, int
    ]  # ISO day → minutes as the newest voided signature had them; {} if none, or alike
    signatures: Sequence[SignatureRow]  # valid and voided, oldest first
    findings: Sequence[FindingRow]
    pay: PayRow | None
    reminders: int
    uses: Mapping[str, int]  # purpose → minutes of the month, where hours are bound to one (MK 942)
    granted: Mapping[str, int]  # purpose → hours a week; {} where hours go by the month
    evidence: Sequence[Demanded]  # confirmations that the office demanded
    transport: TransportRow | None
    paid: Sequence[Result] = ()  # by payroll, net; the assistant's own business

    @property
    def open_findings(self) -> list[Message]:
        """What nobody has decided about yet, in words."""
        return [finding.message for finding in self.findings if finding.resolution is None]


def file_of(session: Session, month: MonthRow) -> MonthFile:
    """The file of a month that this session sees."""
    known = names.of_persons(session, [month.recipient_id, month.assistant_id, month.signer_id])
    entries = month_sheet.entries(session, month.month_id)
    return MonthFile(
        month=month,
        recipient=known[month.recipient_id],
        assistant=known[month.assistant_id],
        signer=known.get(month.signer_id or 0, ""),
        entries=entries,
        before=_before(session, month.month_id, entries),
        signatures=month_sheet.signatures(session, month.month_id),
        findings=month_sheet.findings(session, month.month_id),
        pay=month_sheet.pay(session, month.month_id),
        reminders=month_lists.reminders(session, [month.month_id]).get(month.month_id, (0, None))[0],
        uses=month_sheet.uses(session, month.month_id),
        granted=evidence.grant_of(session, month.month_id).hours,
        evidence=evidence.of_month(session, month.month_id),
        transport=month_sheet.transport(session, month.month_id),
        paid=net_pay.of_month(session, month.month_id),
    )


def _before(session: Session, month_id: int, entries: Sequence[EntryRow]) -> dict[str, int]:
    voided = rows.first(
        session, Attestation, order_by=["-voided_at", "-id"], month_id=month_id, voided_at__not=None
    )
    if voided is None:
        return {}
    shown: Mapping[str, int] = voided.shown.get("entries", {})
    now = {entry.day.isoformat(): entry.minutes for entry in entries}
    return dict(shown) if dict(shown) != now else {}

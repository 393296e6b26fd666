"""The frozen claim as the ministry gets it."""

from __future__ import annotations

from engine.documents.claim_files import ClaimExport, ClaimHeader, ClaimLine, summed, write_claim_lines
from engine.documents.claim_workbook import write_claim_workbook
from engine.persistence.effects.claims import KeepClaimFile
from engine.persistence.tables.claims import FileKind
from engine.service_tasks.file_content import ClaimContent, ClaimRow, FileWanted


def claim_csv(wanted: FileWanted) -> KeepClaimFile:
    """The lines as CSV."""
    return _kept(wanted, FileKind.CSV, write_claim_lines(_export(wanted)))


def claim_xlsx(wanted: FileWanted) -> KeepClaimFile:
    """Sums and lines as a spreadsheet."""
    return _kept(wanted, FileKind.XLSX, write_claim_workbook(_export(wanted)))


def _kept(wanted: FileWanted, kind: FileKind, content: bytes) -> KeepClaimFile:
    claim = _content(wanted)
    name = f"{claim.municipality_code}-{claim.period}.{kind.value}"
    return KeepClaimFile(wanted.claim_id, kind, name, content)


def _export(wanted: FileWanted) -> ClaimExport:
    claim = _content(wanted)
    lines = tuple(_line(row) for row in claim.rows)
    header = ClaimHeader(
        municipality_code=claim.municipality_code,
        municipality_name=claim.municipality_name,
        period=claim.period,
        claim_number=claim.number,
        frozen_on=claim.frozen_on,
        opening_balance_cents=claim.opening_balance_cents,
    )
    return ClaimExport(header, lines, summed(lines))


def _line(row: ClaimRow) -> ClaimLine:
    return ClaimLine(
        contract_number=row.contract_number,
        recipient_reference=row.recipient_reference,
        assistant_reference=row.assistant_reference,
        service_month=row.period,
        minutes=row.minutes,
        rate=row.rate,
        pay_cents=row.pay_cents,
        admin_cents=row.admin_cents,
        transport_cents=row.transport_cents,
        adjusts_claim=row.adjusts_claim,
    )


def _content(wanted: FileWanted) -> ClaimContent:
    if not isinstance(wanted.content, ClaimContent):
        raise TypeError(f"{wanted.kind} is made of a claim")
    return wanted.content

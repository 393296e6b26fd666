"""Signatures inside a PDF (PAdES)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from engine.documents.pdf_guard import UNREADABLE, is_swollen
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.signed_files.certificates import TrustList, holder
from engine.signed_files.found import FoundSignature

HARMLESS = (
    None,
    ModificationLevel.NONE,
    ModificationLevel.LTA_UPDATES,
    ModificationLevel.FORM_FILLING,  # another signature, too
)


def read_pdf(data: bytes, trust: TrustList, now: datetime) -> Sequence[FoundSignature]:
    """Every signature of the PDF; EngineError with one sentence where the file cannot be read."""
    if is_swollen(data):
        raise EngineError(msg("What the PDF holds is too large to be checked."))
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        embedded = list(reader.embedded_regular_signatures)
        return [_found(one, trust, now) for one in embedded]
    except UNREADABLE as failed:
        raise EngineError(
            msg("The PDF is damaged or locked and cannot be read. Save it anew, without a password.")
        ) from failed


def _found(embedded: Any, trust: TrustList, now: datetime) -> FoundSignature:
    context = trust.context(now)
    status = validate_pdf_signature(embedded, context, context)
    name, code = holder(status.signing_cert)
    stamped = _stamped(status.timestamp_validity, trust)
    return FoundSignature(
        name=name,
        personal_code=code,
        signed_at=stamped or status.signer_reported_dt,
        is_time_stamped=stamped is not None,
        is_trusted=bool(status.trusted) if trust.roots else None,
        problem=_problem(status),
    )


def _problem(status: Any) -> Message | None:
    """What speaks against the signature; more signatures after it do not."""
    if not status.intact or not status.valid:
        return msg("The signature does not belong to this document: one of them was changed after signing.")
    whole = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)
    if status.coverage not in whole or status.modification_level not in HARMLESS:
        return msg("The PDF was changed after it was signed.")
    return None


def _stamped(status: Any, trust: TrustList) -> datetime | None:
    """The instant of a time stamp that is sound and that the trust list, where there is one, believes."""
    if status is None or not status.intact or not status.valid or (trust.roots and not status.trusted):
        return None
    at: datetime = status.timestamp
    return at

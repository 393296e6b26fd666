"""An electronic seal on a PDF (PAdES), and what the seal of a file says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from engine.documents.own_loop import in_own_loop
from engine.documents.pdf_guard import UNREADABLE, refuse_swollen
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.seal_keys import SealingKey

FIELD = "Seal"  # name of the signature field in the file


@dataclass(frozen=True, slots=True)
class SealFound:
    """The last seal of a file."""

    is_intact: bool  # nothing that it covers was changed
    is_whole: bool  # it covers all of the file
    is_own: bool  # it was made with this installation's certificate
    name: str  # whose certificate it is, as it says itself
    sealed_at: datetime | None  # as the file says

    @property
    def is_good(self) -> bool:
        """Whether the file is as this installation sealed it."""
        return self.is_intact and self.is_whole and self.is_own


class _OwnSigner(Signer):
    """Signs with a key that was opened once."""

    def __init__(self, key: SealingKey) -> None:
        chain = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        for one in key.chain:
            chain.register(Certificate.load(one))
        super().__init__(signing_cert=Certificate.load(key.certificate), cert_registry=chain)
        self._key = key

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002 -- theirs
    ) -> bytes:
        return self._key.placeholder if dry_run else self._key.sign(data)


class _Sealing(PdfSigner):
    """Takes the time of sealing as an argument."""

    def __init__(self, key: SealingKey, at: datetime) -> None:
        wanted = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
        )
        super().__init__(wanted, _OwnSigner(key))
        self._at = at

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 -- theirs
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal and leaves what the paper says of itself alone, its dates above all."""

    def _update_meta(self) -> None:
        return


def seal(pdf: bytes, key: SealingKey, at: datetime) -> bytes:
    """The PDF with a seal of that instant; what stood in it before stays byte for byte."""
    sealed = in_own_loop(lambda: _Sealing(key, at).sign_pdf(_Writer(BytesIO(pdf))))
    return bytes(sealed.getvalue())


def check(pdf: bytes, own: SealingKey | None, at: datetime) -> SealFound | None:
    """What the last seal says; None without one. EngineError where the file is not a sound PDF."""
    refuse_swollen(pdf)
    try:
        certificate = None if own is None else Certificate.load(own.certificate)
        return in_own_loop(lambda: _check(pdf, certificate, at))
    except UNREADABLE as trouble:
        raise EngineError(msg("This file is not a PDF that can be read.")) from trouble


def _check(pdf: bytes, own: Certificate | None, at: datetime) -> SealFound | None:
    signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    if not signatures:
        return None
    last = signatures[-1]
    certificate = last.signer_cert
    # Whose seal it is, is told apart below by the certificate itself, not by who vouches for it.
    moment = last.self_reported_timestamp or at
    trust = ValidationContext(trust_roots=[certificate], moment=moment, allow_fetching=False)
    status = validate_pdf_signature(last, signer_validation_context=trust)
    return SealFound(
        is_intact=bool(status.intact and status.valid),
        is_whole=status.coverage is SignatureCoverageLevel.ENTIRE_FILE and len(signatures) == 1,
        is_own=own is not None and certificate.dump() == own.dump(),
        name=str(certificate.subject.native.get("common_name", "")),
        sealed_at=last.self_reported_timestamp,
    )

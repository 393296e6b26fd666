"""Reads a file that people signed elsewhere: PDF, ASiC-E, .edoc."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lxml import etree

from engine.documents.own_loop import in_own_loop
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.signed_files.canonical_xml import NotUnderstood, every, read_xml
from engine.signed_files.certificates import TrustList, holder, is_trusted, read_certificate
from engine.signed_files.containers import Container, read_container
from engine.signed_files.found import FileKind, FoundSignature, SignedFile
from engine.signed_files.pdf_signatures import read_pdf
from engine.signed_files.time_stamps import stamped_at
from engine.signed_files.xades import (
    certificate_of,
    check_signature,
    claimed_time,
    other_certificates,
    time_stamps,
)


def read_signed_file(data: bytes, trust: TrustList, now: datetime) -> SignedFile:
    """Who signed the file, and whether each signature holds for all of it as of now.

    EngineError with one sentence for what is no such file, is damaged or too large. Nothing is asked over the
    network: whether a certificate was revoked is known only where the file says it itself.
    """
    return in_own_loop(lambda: _read(data, trust, now))


def _read(data: bytes, trust: TrustList, now: datetime) -> SignedFile:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return SignedFile(FileKind.PDF, read_pdf(data, trust, now))
    if data.startswith(b"PK"):
        container = read_container(data)
        found = _of_container(container, trust, now)
        return SignedFile(FileKind.CONTAINER, found, sorted(container.documents))
    raise EngineError(msg("Only PDF, .asice and .edoc files can carry a signature that is checked here."))


def _of_container(container: Container, trust: TrustList, now: datetime) -> Sequence[FoundSignature]:
    found: list[FoundSignature] = []
    for _, data in sorted(container.signatures.items()):
        try:
            signatures = every(read_xml(data), "descendant-or-self::ds:Signature")
            found += [_found(one, container, trust, now) for one in signatures]
        except (NotUnderstood, ValueError) as failed:
            raise EngineError(
                msg("A signature in the container cannot be checked here. Sign with eParaksts or eID.")
            ) from failed
    return found


def _found(
    signature: etree._Element, container: Container, trust: TrustList, now: datetime
) -> FoundSignature:
    certificate = read_certificate(certificate_of(signature))
    others = [read_certificate(der) for der in other_certificates(signature)]
    stamps = [stamped_at(token, stamped, trust, now) for token, stamped in time_stamps(signature)]
    at = min((stamp for stamp in stamps if stamp is not None), default=None)
    name, code = holder(certificate)
    return FoundSignature(
        name=name,
        personal_code=code,
        signed_at=at or claimed_time(signature),
        is_time_stamped=at is not None,
        is_trusted=is_trusted(certificate, others, trust, at or now),
        problem=check_signature(signature, container.documents),
    )

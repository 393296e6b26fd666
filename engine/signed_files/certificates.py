"""Certificates: whose they are, and whether they lead to a list of trusted issuers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from engine.errors import Unusable
from engine.messages_catalogue import msg

SIGNING = {"non_repudiation"}  # the key usage of a signature that stands for a person's will
HOLDER = re.compile(r"PNOLV-(\d{6}-?\d{5})")  # ETSI EN 319 412-1, 5.1.3: semantics of the serial number


@dataclass(frozen=True, slots=True)
class TrustList:
    """Certificates of issuers that are believed; an empty list believes nobody and says so."""

    roots: Sequence[x509.Certificate] = ()

    def context(self, moment: datetime, others: Iterable[x509.Certificate] = ()) -> ValidationContext:
        """How pyhanko validates as of an instant; nothing is fetched from anywhere."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(others),
            allow_fetching=False,
            moment=moment,
            best_signature_time=moment,
            revocation_mode="soft-fail",
        )


def read_trust_list(files: Iterable[tuple[str, bytes]]) -> TrustList:
    """The certificates of files in PEM or DER; raises Unusable naming the file that is none."""
    roots: list[x509.Certificate] = []
    for name, data in files:
        try:
            found = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            roots += [read_certificate(der) for der in found]
        except ValueError as failed:
            sentence = msg(
                "The file {file} is not a certificate; the trust list takes PEM and DER.", file=name
            )
            raise Unusable(sentence) from failed
    return TrustList(tuple(roots))


def read_certificate(der: bytes) -> x509.Certificate:
    """A certificate, wholly read; ValueError where it is none."""
    found: x509.Certificate = x509.Certificate.load(der, strict=True)
    _ = found.native
    return found


def holder(certificate: x509.Certificate) -> tuple[str, str | None]:
    """Name of the certificate's holder, and the Latvian personal code where it says one."""
    subject = certificate.subject.native
    name = str(subject.get("common_name") or subject.get("organization_name") or "")
    found = HOLDER.search(str(subject.get("serial_number") or ""))
    return name, None if found is None else f"{found[1][:6]}-{found[1][-5:]}"


def is_trusted(
    certificate: x509.Certificate, others: Iterable[x509.Certificate], trust: TrustList, moment: datetime
) -> bool | None:
    """Whether the certificate, valid at the moment and made for signing, leads to the list; None: no list."""
    if not trust.roots:
        return None
    validator = CertificateValidator(certificate, list(others), validation_context=trust.context(moment))
    try:
        asyncio.run(validator.async_validate_usage(SIGNING))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError, ValueError):
        return False
    return True

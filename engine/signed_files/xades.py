"""XAdES signatures (ETSI EN 319 132-1) over the documents of a container.

Read as strictly as the law needs: what a signature does not cover, or what it names in a way that could be
read in two ways, it does not sign.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from lxml import etree

from engine.messages_catalogue import Message, msg
from engine.signed_files.canonical_xml import (
    NotUnderstood,
    algorithm,
    canonical,
    digest,
    every,
    in_base64,
    one,
)

SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
HASHES: Mapping[str, type[hashes.HashAlgorithm]] = {
    "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512,
}  # fmt: skip
METHODS = "http://www.w3.org/2001/04/xmldsig-more#"
PROPERTIES = "ds:Object/xades:QualifyingProperties/xades:SignedProperties"
OF_SIGNATURE = f"{PROPERTIES}/xades:SignedSignatureProperties"
CHANGED = msg("The signature does not belong to this document: one of them was changed after signing.")


def check_signature(signature: etree._Element, documents: Mapping[str, bytes]) -> Message | None:
    """What is wrong with the signature; None: it holds for every document. Trust is another question."""
    covered = _covered(signature, documents)
    if covered is None or not _value_holds(signature) or not _names_its_certificate(signature):
        return CHANGED
    left = sorted(set(documents) - covered)
    if left:
        return msg("The signature does not cover the file {file}.", file=left[0])
    return None


def certificate_of(signature: etree._Element) -> bytes:
    """The signer's certificate (DER): the first in KeyInfo, which the signed properties must name."""
    found = every(signature, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")
    if not found:
        raise NotUnderstood("no certificate")
    return in_base64(found[0])


def other_certificates(signature: etree._Element) -> list[bytes]:
    """Certificates that lie beside it and may lead to its issuer."""
    beside = every(signature, "ds:KeyInfo/ds:X509Data/ds:X509Certificate")[1:]
    return [in_base64(each) for each in (*beside, *every(signature, ".//xades:EncapsulatedX509Certificate"))]


def claimed_time(signature: etree._Element) -> datetime | None:
    """When the signer's machine says it was signed."""
    found = every(signature, f"{OF_SIGNATURE}/xades:SigningTime")
    try:
        at = datetime.fromisoformat((found[0].text or "").strip()) if found else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def time_stamps(signature: etree._Element) -> list[tuple[bytes, bytes]]:
    """(token, what it stamps) of each time stamp over the signature's value."""
    value = one(signature, "ds:SignatureValue")
    stamps = every(signature, ".//xades:SignatureTimeStamp")
    return [
        (
            in_base64(one(stamp, "xades:EncapsulatedTimeStamp")),
            canonical(value, algorithm(stamp, "ds:CanonicalizationMethod")),
        )
        for stamp in stamps
    ]


def _covered(signature: etree._Element, documents: Mapping[str, bytes]) -> set[str] | None:
    """Names of the documents that are signed; None: a digest differs, or the properties are not signed."""
    covered: set[str] = set()
    properties = one(signature, PROPERTIES)
    are_signed = False
    for reference in every(signature, "ds:SignedInfo/ds:Reference"):
        address = reference.get("URI") or ""
        if address == f"#{properties.get('Id')}" and reference.get("Type") == SIGNED_PROPERTIES:
            are_signed = True
            data = canonical(properties, _one_transform(reference))
        else:
            name = unquote(address)
            if every(reference, "ds:Transforms/ds:Transform") or name not in documents:
                return None
            covered.add(name)
            data = documents[name]
        wanted = in_base64(one(reference, "ds:DigestValue"))
        if digest(data, algorithm(reference, "ds:DigestMethod")) != wanted:
            return None
    return covered if are_signed else None


def _one_transform(reference: etree._Element) -> str:
    return algorithm(reference, "ds:Transforms/ds:Transform")


def _value_holds(signature: etree._Element) -> bool:
    """Whether the signer's key made the value over SignedInfo."""
    info = one(signature, "ds:SignedInfo")
    signed = canonical(info, algorithm(info, "ds:CanonicalizationMethod"))
    value = in_base64(one(signature, "ds:SignatureValue"))
    try:
        key: Any = x509.load_der_x509_certificate(certificate_of(signature)).public_key()
        _checker(algorithm(info, "ds:SignatureMethod"))(key, value, signed)
    except (InvalidSignature, ValueError, UnsupportedAlgorithm, AttributeError):
        return False
    return True


def _checker(method: str) -> Callable[[Any, bytes, bytes], None]:
    """How a signature method is checked; raises InvalidSignature."""
    address, _, named = method.partition("#")
    kind, _, rest = named.partition("-")
    name = rest.partition("-")[0]
    if f"{address}#" != METHODS or name not in HASHES:
        raise NotUnderstood(method)
    chosen = HASHES[name]()
    if kind == "rsa":
        return lambda key, value, signed: key.verify(value, signed, padding.PKCS1v15(), chosen)
    if kind == "ecdsa":
        return lambda key, value, signed: key.verify(_as_der(value), signed, ec.ECDSA(chosen))
    raise NotUnderstood(method)


def _as_der(value: bytes) -> bytes:
    """r and s side by side (W3C XML Signature 6.4.3) as the library wants them."""
    half = len(value) // 2
    return encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:]))


def _names_its_certificate(signature: etree._Element) -> bool:
    """Whether the signed properties name the very certificate that the key was taken from."""
    named = every(signature, f"{OF_SIGNATURE}/*[starts-with(local-name(), 'SigningCertificate')]/xades:Cert")
    if not named:
        return False
    what = one(named[0], "xades:CertDigest")
    wanted = in_base64(one(what, "ds:DigestValue"))
    return digest(certificate_of(signature), algorithm(what, "ds:DigestMethod")) == wanted

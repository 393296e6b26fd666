"""People with keys of their own: an issuer, a signer, a time-stamping authority; what they sign in a test."""

from __future__ import annotations

import asyncio
import base64
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import quote

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from lxml import etree
from pyhanko.sign.timestamps import DummyTimeStamper

from engine.documents.own_loop import in_own_loop
from engine.signed_files.canonical_xml import canonical
from engine.signed_files.certificates import TrustList, read_certificate

FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
SIGNED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 3, 5, tzinfo=UTC)
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
DS, XADES = "http://www.w3.org/2000/09/xmldsig#", "http://uri.etsi.org/01903/v1.3.2#"
DIGEST = "http://www.w3.org/2001/04/xmlenc#sha256"
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """A key and its certificate."""

    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def for_pyhanko(self) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo]:
        der = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return read_certificate(self.der), asn1_keys.PrivateKeyInfo.load(der)


def issuer(name: str = "Parauga paraksttiesības") -> Holder:
    """Somebody who gives out certificates."""
    return _certified(None, {NameOID.COMMON_NAME: name}, key_cert_sign=True)


def person(by: Holder, code: str = "010560-11011", **usage: bool) -> Holder:
    """Anna, with a certificate of the issuer made for signing."""
    named = {NameOID.COMMON_NAME: "ANNA BĒRZIŅA", NameOID.SERIAL_NUMBER: f"PNOLV-{code}"}
    return _certified(by, named, **(usage or {"content_commitment": True}))


def clock(by: Holder) -> Holder:
    """An authority that stamps times."""
    return _certified(by, {NameOID.COMMON_NAME: "Parauga laiks"}, stamps=True, digital_signature=True)


def trust(*roots: Holder) -> TrustList:
    return TrustList(tuple(read_certificate(one.der) for one in roots))


def _certified(by: Holder | None, named: Mapping[Any, str], *, stamps: bool = False, **usage: bool) -> Holder:
    key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(kind, value) for kind, value in named.items()])
    is_root = by is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if by is None else by.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**{name: usage.get(name, False) for name in USAGES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if stamps:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    return Holder(key, builder.sign((by.key if by else key), hashes.SHA256()))


def signed_container(
    by: Holder, documents: Mapping[str, bytes], *, leave_out: str = "", stamp: Holder | None = None
) -> bytes:
    """An .asice file with one signature over the documents; `leave_out` lies in it and is not signed."""
    named = {name: data for name, data in documents.items() if name != leave_out}
    return packed(documents, signature_xml(by, named, stamp))


def packed(documents: Mapping[str, bytes], *signatures: bytes, kind: str = "asic-e") -> bytes:
    """The ZIP, mimetype first and not compressed."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.etsi.{kind}+zip", zipfile.ZIP_STORED)
        for name, data in documents.items():
            archive.writestr(name, data)
        for number, signature in enumerate(signatures):
            archive.writestr(f"META-INF/signatures{number}.xml", signature)
    return made.getvalue()


def signature_xml(by: Holder, documents: Mapping[str, bytes], stamp: Holder | None = None) -> bytes:
    """XAdES over the documents, written by hand from the standard."""
    references = "".join(
        f'<ds:Reference URI="{quote(name)}"><ds:DigestMethod Algorithm="{DIGEST}"/>'
        f"<ds:DigestValue>{_digest(data)}</ds:DigestValue></ds:Reference>"
        for name, data in documents.items()
    )
    root = etree.fromstring(
        f'<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="{DS}" '
        f'xmlns:xades="{XADES}"><ds:Signature Id="S0"><ds:SignedInfo>'
        f'<ds:CanonicalizationMethod Algorithm="{C14N}"/>'
        f'<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>{references}'
        f'<ds:Reference URI="#P" Type="http://uri.etsi.org/01903#SignedProperties"><ds:Transforms>'
        f'<ds:Transform Algorithm="{C14N}"/></ds:Transforms><ds:DigestMethod Algorithm="{DIGEST}"/>'
        "<ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo><ds:X509Data>"
        f"<ds:X509Certificate>{_text(by.der)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object>"
        '<xades:QualifyingProperties Target="#S0"><xades:SignedProperties Id="P">'
        f"<xades:SignedSignatureProperties><xades:SigningTime>{SIGNED_AT.isoformat()}</xades:SigningTime>"
        f'<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="{DIGEST}"/>'
        f"<ds:DigestValue>{_digest(by.der)}</ds:DigestValue></xades:CertDigest></xades:Cert>"
        "</xades:SigningCertificateV2></xades:SignedSignatureProperties></xades:SignedProperties>"
        "</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>"
    )
    spaces = {"ds": DS, "xades": XADES}
    properties = root.find(".//xades:SignedProperties", spaces)
    values = root.findall(".//ds:SignedInfo/ds:Reference/ds:DigestValue", spaces)
    info, value = root.find(".//ds:SignedInfo", spaces), root.find(".//ds:SignatureValue", spaces)
    assert properties is not None and info is not None and value is not None  # noqa: PT018 -- for the types
    values[-1].text = _digest(canonical(properties, C14N))
    assert isinstance(by.key, ec.EllipticCurvePrivateKey)
    r, s = decode_dss_signature(by.key.sign(canonical(info, C14N), ec.ECDSA(hashes.SHA256())))
    value.text = _text(r.to_bytes(32) + s.to_bytes(32))
    if stamp is not None:
        _stamp(root, canonical(value, C14N), stamp)
    return etree.tostring(root)


def _stamp(root: etree._Element, value: bytes, by: Holder) -> None:
    stamper = DummyTimeStamper(*by.for_pyhanko, fixed_dt=SIGNED_AT)
    token = in_own_loop(lambda: asyncio.run(stamper.async_timestamp(sha256(value).digest(), "sha256"))).dump()
    qualifying = root.find(f".//{{{XADES}}}QualifyingProperties")
    assert qualifying is not None
    qualifying.append(
        etree.fromstring(
            f'<xades:UnsignedProperties xmlns:xades="{XADES}" xmlns:ds="{DS}">'
            "<xades:UnsignedSignatureProperties><xades:SignatureTimeStamp>"
            f'<ds:CanonicalizationMethod Algorithm="{C14N}"/>'
            f"<xades:EncapsulatedTimeStamp>{_text(token)}</xades:EncapsulatedTimeStamp>"
            "</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
        )
    )


def _digest(data: bytes) -> str:
    return _text(sha256(data).digest())


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()

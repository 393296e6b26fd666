"""The key of the electronic seal: opened once and kept, and made by the installation itself for the demo.

A municipality that seals in earnest gets its key from a trust service and names its file in the settings.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.settings import SealKey

LASTS = timedelta(days=3 * 365)
_BITS = 3072


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A key ready to seal, with its certificate and those above it (DER)."""

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    def sign(self, data: bytes) -> bytes:
        """The signature of the data's SHA-256."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(data, padding.PKCS1v15(), SHA256())
        return self.private.sign(data, ec.ECDSA(SHA256()))

    @property
    def placeholder(self) -> bytes:
        """As many bytes as a signature may have."""
        return bytes(self.private.key_size // 8 if isinstance(self.private, rsa.RSAPrivateKey) else 144)

    def __repr__(self) -> str:
        return "SealingKey()"


def open_seal_key(key: SealKey) -> SealingKey:
    """The key in a PKCS#12 file; Unusable where the file or its password cannot be read or do not fit."""
    try:
        return _opened(key, key.file.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError) as trouble:  # the last: a file that holds no key at all
        raise Unusable(
            msg("The key of the seal in {file} or its password cannot be read.", file=str(key.file))
        ) from trouble


@lru_cache(maxsize=4)
def _opened(key: SealKey, _changed: int) -> SealingKey:
    password = key.password_file.read_bytes().strip()
    private, certificate, others = pkcs12.load_key_and_certificates(key.file.read_bytes(), password)
    if certificate is None or not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise ValueError("no certificate, or a kind of key that seals are not made with")
    chain = tuple(one.public_bytes(Encoding.DER) for one in others)
    return SealingKey(private, certificate.public_bytes(Encoding.DER), chain)


def make_seal_key(place: SealKey, name: str, at: datetime) -> None:
    """Write a self-signed key (PKCS#12) and its password, readable by their owner only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_may_sign(), critical=True)
        .sign(key, SHA256())
    )
    password = secrets.token_urlsafe(24).encode()
    _write(place.password_file, password)
    _write(place.file, pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, BestAvailableEncryption(password)
    ))  # fmt: skip


def _may_sign() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)

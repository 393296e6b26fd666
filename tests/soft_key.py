"""A security key made of numbers: it signs as a real one does, and also what a real one never would."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class SoftKey:
    """One key of one host."""

    origin: str = "https://asistents.example"
    host: str = "asistents.example"
    count: int = 0
    key_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: str) -> str:
        """The answer to a page that asks for a new key."""
        asked = json.loads(options)
        numbers = self.secret.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        own = bytes(16) + len(self.key_id).to_bytes(2, "big") + self.key_id + encode_cbor(cose)
        data = self._data(WITH_KEY) + own
        attested = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._told({"clientDataJSON": client, "attestationObject": attested})

    def show(self, options: str) -> str:
        """The answer to a page that asks for this key."""
        self.count += 1
        data = self._data(0)
        client = self._client("webauthn.get", json.loads(options)["challenge"])
        signed = self.secret.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._told({"clientDataJSON": client, "authenticatorData": data, "signature": signed})

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([PRESENT | VERIFIED | flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _told(self, response: dict[str, bytes]) -> str:
        told: dict[str, Any] = {name: bytes_to_base64url(value) for name, value in response.items()}
        name = bytes_to_base64url(self.key_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": told})


def challenge_of(options: str) -> bytes:
    """What a page asks to be signed."""
    return base64url_to_bytes(json.loads(options)["challenge"])

"""The installation's electronic seal on what it prints; without a key a paper goes out unsealed."""

from __future__ import annotations

from engine.documents import seals
from engine.documents.pdf_guard import MOST_BYTES
from engine.documents.seals import SealFound
from engine.persistence.seal_keys import open_seal_key
from engine.runtime import Runtime

__all__ = ["MOST_BYTES", "SealFound", "found", "sealed"]


def sealed(runtime: Runtime, pdf: bytes) -> bytes:
    """The PDF with this installation's seal, where it has a key; Unusable where the key cannot be read."""
    key = runtime.settings.seal
    if key is None:
        return pdf
    return seals.seal(pdf, open_seal_key(key), runtime.clock.now())


def found(runtime: Runtime, pdf: bytes) -> SealFound | None:
    """What the seal of a file says; None where it bears none. EngineError where it is not a PDF."""
    key = runtime.settings.seal
    return seals.check(pdf, None if key is None else open_seal_key(key), runtime.clock.now())

"""Time stamps (RFC 3161): an authority says that something existed at an instant."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data

from engine.signed_files.certificates import TrustList


def stamped_at(token: bytes, stamped: bytes, trust: TrustList, now: datetime) -> datetime | None:
    """The instant of the token; None where it is not sound, stamps something else, or nobody trusts it."""
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        status = asyncio.run(
            validate_tst_signed_data(
                signed, trust.context(now), lambda name: hashlib.new(name, stamped).digest()
            )
        )
    except (SignatureValidationError, ValueError, KeyError, TypeError):
        return None
    if not status["intact"] or not status["valid"]:
        return None
    at: datetime = status["timestamp"]
    return at if status["trust_problem_indic"] is None or not trust.roots else None

"""One hash for "exactly this content": what was shown, claimed or in force."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal


def fingerprint(content: object) -> str:
    """The SHA-256, 64 hex digits, of the content as JSON with sorted keys and no spaces (UTF-8).

    Takes text, int, bool, None, dates (ISO), Decimals (shortest plain form: 4.5 and 4.50 are one), lists,
    tuples and tables with text keys. Anything else, float above all, raises TypeError.
    """
    text = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value.normalize():f}"
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"not content for a fingerprint: {type(value).__name__}")

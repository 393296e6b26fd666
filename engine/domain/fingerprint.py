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


_PLAIN = frozenset({str, int, bool, type(None)})


def _plain(value: object) -> object:
    if type(value) in _PLAIN or isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return {_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise TypeError(f"not content for a fingerprint: {type(value).__name__}")


def _text(key: object) -> str:
    if isinstance(key, str):
        return key
    raise TypeError(f"a key for a fingerprint is text, not {type(key).__name__}")

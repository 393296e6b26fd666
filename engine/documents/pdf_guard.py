"""Keeps a file that anybody may send from growing out of all bounds while it is read."""

from __future__ import annotations

import re
import zlib

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.validation.errors import SignatureValidationError

from engine.errors import EngineError
from engine.messages_catalogue import msg

UNREADABLE = (
    PdfError, SignatureValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    NotImplementedError, OverflowError, RecursionError, AssertionError,
)  # fmt: skip
"""What the reading of a file that anybody may have made can end with."""
MOST_BYTES = 4 * 1024 * 1024  # a letter has a fiftieth of that
MOST_UNPACKED = 64 * 1024 * 1024  # all packed parts of a file together
_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/Filter\s*(.{0,40})", re.DOTALL)
_PLAIN_FILTER = re.compile(rb"(?:/FlateDecode|/Adobe\.PPKLite|\[\s*/FlateDecode\s*\])")
_STEP = 1024 * 1024


def refuse_swollen(pdf: bytes) -> None:
    """EngineError for what is no PDF, is too large, or is packed so that it would fill the machine."""
    if len(pdf) > MOST_BYTES:
        raise EngineError(msg("The file is larger than {limit} MB; no letter of ours is.", limit=4))
    if not pdf.startswith(b"%PDF-"):
        raise EngineError(msg("This file is not a PDF that can be read."))
    if any(not _PLAIN_FILTER.match(found[1]) for found in _FILTER.finditer(pdf)) or is_swollen(pdf):
        raise EngineError(msg("This file is not built like our letters, so it was not read."))


def is_swollen(pdf: bytes) -> bool:
    """Whether the packed parts of the file come to more than any document needs."""
    left = MOST_UNPACKED
    for found in _STREAM.finditer(pdf):
        left -= _unpacked(pdf[found.end() :], left)
        if left <= 0:
            return True
    return False


def _unpacked(data: bytes, most: int) -> int:
    """How many bytes come out, at most a step more than `most`."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while size <= most and not unpacking.eof:
            piece = unpacking.decompress(data, _STEP)
            data = unpacking.unconsumed_tail
            size += len(piece)
            if not piece and not data:
                break
    except zlib.error:
        return size
    return size

"""Ministry claims, one for each municipality and month. The noun's table of contents."""

from __future__ import annotations

from engine.claim_access import ClaimRow, listed
from engine.claim_downloads import Download, file
from engine.claim_lines import ClaimLinePage, line
from engine.claim_opening import open_period
from engine.claim_owed import OwedBack, owed_back
from engine.claim_pages import ClaimPage, SheetLine, find
from engine.claim_reply_import import ReplyRead, ReplySent, errors_again, import_reply, may_import

__all__ = [
    "ClaimLinePage",
    "ClaimPage",
    "ClaimRow",
    "Download",
    "OwedBack",
    "ReplyRead",
    "ReplySent",
    "SheetLine",
    "errors_again",
    "file",
    "find",
    "import_reply",
    "line",
    "listed",
    "may_import",
    "open_period",
    "owed_back",
]

"""Ministry claims, one for each municipality and month. The noun's table of contents."""

from __future__ import annotations

from engine.claims.claim_access import ClaimRow, listed
from engine.claims.claim_downloads import Download, file
from engine.claims.claim_lines import ClaimLinePage, line
from engine.claims.claim_opening import open_period
from engine.claims.claim_owed import OwedBack, owed_back
from engine.claims.claim_pages import ClaimPage, SheetLine, find
from engine.claims.claim_reply_import import ReplyRead, ReplySent, errors_again, import_reply, may_import

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

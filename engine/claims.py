"""Ministry claims, one for each municipality and month. The noun's table of contents."""

from __future__ import annotations

from engine.claim_access import ClaimRow, listed
from engine.claim_downloads import Download, file
from engine.claim_lines import ClaimLinePage, line
from engine.claim_opening import open_period
from engine.claim_pages import ClaimPage, SheetLine, find

__all__ = [
    "ClaimLinePage",
    "ClaimPage",
    "ClaimRow",
    "Download",
    "SheetLine",
    "file",
    "find",
    "line",
    "listed",
    "open_period",
]

"""Cases: opened, changed, listed, looked at. The noun's table of contents; each verb has its module."""

from __future__ import annotations

from engine.case_changes import may_send, record_change
from engine.case_opening import open_case

__all__ = ["may_send", "open_case", "record_change"]

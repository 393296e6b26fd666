"""Cases: opened, changed, listed, looked at. The noun's table of contents; each verb has its module."""

from __future__ import annotations

from engine.case_files.case_file import CaseFile
from engine.case_files.case_reading import diagram, find
from engine.cases.case_changes import record_change
from engine.cases.case_lists import CaseRow, CaseState, Cursor, Page, Wanted, listed, own
from engine.cases.case_opening import open_case

__all__ = [
    "CaseFile",
    "CaseRow",
    "CaseState",
    "Cursor",
    "Page",
    "Wanted",
    "diagram",
    "find",
    "listed",
    "open_case",
    "own",
    "record_change",
]

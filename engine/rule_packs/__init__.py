"""Strict readers of the dated numbers in `processes/rule_packs/`.

What a process owner wrote becomes domain values or findings that name the file, the line, the key and the
mend; nothing is guessed and nothing unknown is skipped.
"""

from engine.rule_packs.folder import check_file, read_folder
from engine.rule_packs.holidays_reader import read_holidays
from engine.rule_packs.ministry_reader import check_ministry_years, read_ministry_years
from engine.rule_packs.pack_reader import read_rule_pack
from engine.rule_packs.retention_reader import check_retention_schedule, read_retention_schedule

__all__ = [
    "check_file",
    "check_ministry_years",
    "check_retention_schedule",
    "read_folder",
    "read_holidays",
    "read_ministry_years",
    "read_retention_schedule",
    "read_rule_pack",
]

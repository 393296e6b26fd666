"""The publish gate: everything that must be right before a release goes live, as findings.

Each rule names file, element and mend; an error refuses, a warning is style. Nothing is stored or run here:
scenarios are played by `engine.simulation`.
"""

from __future__ import annotations

from engine.gate.files import check_one
from engine.gate.folders import check_path
from engine.gate.release import check_release, process_titles

__all__ = ["check_one", "check_path", "check_release", "process_titles"]

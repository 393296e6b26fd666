"""`python -m engine.simulation.rehearsing FOLDER`: plays the scenarios of a release that lies in a folder.

A process of its own, with what it may use up of the machine cut short: the files are a draft, and nobody has
approved them. Rule packs that lie beside them are the numbers that count. It prints what it found and what
was passed as JSON, and knows nothing of the installation that asks.
"""

from __future__ import annotations

import os
import resource
import sys
from pathlib import Path

from engine import values_json
from engine.drafting.drafts.findings_kept import as_values
from engine.gate.folders import read_room_files
from engine.simulation.scenario_runs import apart, failures, play_all

POLITENESS = 10  # how far it stands back behind pages and other jobs
MOST_CPU_SECONDS = 900
MOST_MEMORY = 2 * 1024**3
MOST_FILE = 512 * 1024**2


def cut_short() -> None:
    """From now on this process may use up so much of the machine and no more."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_FILE, MOST_FILE))


def main(folder: Path) -> None:
    """Play and print."""
    os.nice(POLITENESS)
    cut_short()
    results = play_all(*apart(read_room_files(folder)))
    told = {"findings": as_values(failures(results)), "passed": {one.file: one.passed for one in results}}
    sys.stdout.write(values_json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""What a test run can begin with: the beginnings of the draft's scenarios, or a usual one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from engine.drafting.drafts.draft_paths import FileKind, kind_of, path_for, process_of
from engine.errors import Refused
from engine.scenarios import Scenario, read_begun, read_scenario
from engine.scenarios.parts import GivenApplication, GivenContract, GivenContracts, GivenValues, Start, Step
from engine.scenarios.reader import BEGINS, USUAL_ORDER
from engine.scenarios.writer import write_scenario

USUAL = "default"  # the name of the scenario file that is not there
BY_MONTH = frozenset({"monthly_confirmation", "monthly_report_r942", "ministry_claim", "month_correction"})
APPLIED_FOR = frozenset({"assistant_service"})
OLD_ORDER, OLD_DAY = "r942", date(2021, 2, 1)
HOURS, WEEKLY = 80, {"work": 8}


@dataclass(frozen=True, slots=True)
class Beginning:
    """One beginning."""

    path: str  # the scenario file; of the usual beginning one that is not there
    title: str
    title_en: str
    scenario: str  # as text, without any step

    @property
    def is_usual(self) -> bool:
        """Whether no scenario gave it."""
        return self.path.endswith(f"/{USUAL}.yaml")


def beginnings(files: Mapping[str, bytes], process_id: str) -> list[Beginning]:
    """Those of the scenarios of a process that can be read; the usual one where there is none."""
    found = []
    for path in sorted(files):
        if kind_of(path) is FileKind.SCENARIO and process_of(path) == process_id:
            try:
                scenario = read_scenario(files[path], path)
            except Refused:
                continue
            found.append(Beginning(path, scenario.title, scenario.title_en, _text(scenario)))
    return found or [usual(process_id)]


def usual(process_id: str) -> Beginning:
    """The beginning for a process that no scenario plays yet."""
    path = path_for(FileKind.SCENARIO, process_id, USUAL)
    begins, order, start = _start(process_id)
    scenario = Scenario(path, process_id, "Izmēģinājums", "Test run", begins, (), start, (), order)
    return Beginning(path, scenario.title, scenario.title_en, _text(scenario))


def steps_of(path: str, text: str) -> Sequence[Step]:
    """The steps of a test run."""
    return read_begun(text.encode(), path).steps


def shortened(path: str, text: str, steps: int) -> str:
    """The test run with its first steps only."""
    scenario = read_begun(text.encode(), path)
    return write_scenario(replace(scenario, steps=scenario.steps[: max(steps, 0)]))


def _text(scenario: Scenario) -> str:
    return write_scenario(replace(scenario, steps=()))


def _start(process_id: str) -> tuple[date, str, Start]:
    if process_id in APPLIED_FOR:
        return BEGINS, USUAL_ORDER, GivenApplication("anna", "caseworker", {})
    if process_id in BY_MONTH:
        is_old = process_id.endswith(OLD_ORDER)
        begins, order = (OLD_DAY, OLD_ORDER) if is_old else (BEGINS, USUAL_ORDER)
        first = begins.replace(day=1)
        weekly = WEEKLY if is_old else {}
        contract = GivenContract("anna", "janis", first, HOURS, "contract_for_work", weekly)
        return begins, order, GivenContracts((contract,), f"{first:%Y-%m}")
    return BEGINS, USUAL_ORDER, GivenValues("anna", {})

"""One file by itself: what kind it is, and what its own rules say."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from engine.bpmn.diagram_reader import read_diagram
from engine.bpmn.dmn_files import read_decision_tables
from engine.errors import Finding, Refused, Severity
from engine.gate.diagram_rules import own_diagram_findings
from engine.gate.letter_rules import own_letter_findings
from engine.gate.table_rules import own_table_findings
from engine.messages_catalogue import msg
from engine.rule_packs import check_file, check_ministry_years, check_retention_schedule
from engine.scenarios import check_scenario, check_table_cases
from engine.task_forms import check_form, check_instrument

Check = Callable[[bytes, str], list[Finding]]

ENDINGS = frozenset({".bpmn", ".dmn", ".json", ".md", ".yaml"})
README = "README.md"
RULE_PACKS, QUESTIONNAIRES, SCENARIOS = "rule_packs", "questionnaires", "scenarios"
STATISTICS, RETENTION = "statistics", "retention"
TABLE_CASES = "cases"  # a file beside its table, known by its two endings
_TELLTALE = {
    RULE_PACKS: re.compile(rb"^(?:numbers|holidays|moved_mondays):", re.MULTILINE),
    QUESTIONNAIRES: re.compile(rb"^items:", re.MULTILINE),
    SCENARIOS: re.compile(rb"^(?:steps|start):", re.MULTILINE),
    STATISTICS: re.compile(rb"^years:", re.MULTILINE),
    RETENTION: re.compile(rb"^records:", re.MULTILINE),
    TABLE_CASES: re.compile(rb"^cases:", re.MULTILINE),
}
"""The keys by which a YAML file that lies in none of these folders is known."""


def check_one(path: str, data: bytes) -> list[Finding]:
    """Findings about one file by itself; `path` as it stands in the owners' rooms, or any name.

    The same bytes under the same path are judged once: while one file is mended, the others stay as they are.
    """
    return list(_judged(path, data))


@lru_cache(maxsize=256)  # the service's own rooms have about a hundred files
def _judged(path: str, data: bytes) -> tuple[Finding, ...]:
    where = PurePosixPath(path)
    check = (
        YAML.get(_yaml_kind(where, data), _unknown)
        if where.suffix == ".yaml"
        else BY_ENDING.get(where.suffix)
    )
    return tuple((check or _unknown)(data, path))


def _yaml_kind(where: PurePosixPath, data: bytes) -> str:
    if where.suffixes[-2:] == [".cases", ".yaml"]:
        return TABLE_CASES
    if where.parent.name in YAML:
        return where.parent.name
    return next((kind for kind, telltale in _TELLTALE.items() if telltale.search(data)), "")


def _diagram(data: bytes, path: str) -> list[Finding]:
    try:
        return list(own_diagram_findings(read_diagram(data, path)))
    except Refused as refused:
        return list(refused.findings)


def _table(data: bytes, path: str) -> list[Finding]:
    try:
        return list(own_table_findings(read_decision_tables(data, path), path))
    except Refused as refused:
        return list(refused.findings)


def _pack(data: bytes, path: str) -> list[Finding]:
    return check_file(data, path)


def _unknown(data: bytes, path: str) -> list[Finding]:
    sentence = msg(
        "It cannot be told what this file is: diagrams end in .bpmn, tables in .dmn, forms in .json, "
        "letters in .md; rule packs, questionnaires, scenarios, statistics and retention are .yaml "
        "files in a folder of that name."
    )
    return [Finding(path, "", "unknown_file", Severity.ERROR, sentence)]


BY_ENDING: Mapping[str, Check] = {
    ".bpmn": _diagram,
    ".dmn": _table,
    ".json": check_form,
    ".md": own_letter_findings,
}
YAML: Mapping[str, Check] = {
    RULE_PACKS: _pack,
    QUESTIONNAIRES: check_instrument,
    SCENARIOS: check_scenario,
    STATISTICS: check_ministry_years,
    RETENTION: check_retention_schedule,
    TABLE_CASES: check_table_cases,
}

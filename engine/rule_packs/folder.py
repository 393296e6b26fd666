"""The rule packs of a folder, as the repository and an export hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from engine.domain.rules import Regime, RuleBook, RulePack
from engine.domain.working_days import Holidays
from engine.errors import Finding, Refused
from engine.messages_catalogue import msg
from engine.rule_packs.findings import Findings
from engine.rule_packs.holidays_reader import read_holidays
from engine.rule_packs.pack_reader import read_rule_pack

_READERS: Mapping[str, Callable[[bytes | str, str], RulePack | Holidays]] = {
    **{f"{regime}.yaml": read_rule_pack for regime in Regime},
    "holidays_lv.yaml": read_holidays,
}


def check_file(content: bytes | str, file: str) -> list[Finding]:
    """What is wrong with one file of the folder; an empty list for a sound one. `file` may hold a path."""
    try:
        _read(content, file)
    except Refused as refused:
        return list(refused.findings)
    return []


def read_folder(folder: Path, *, accept_demo: bool = False) -> RuleBook:
    """Every pack of the folder with the holidays; raises `Refused` with the findings of all files."""
    findings: list[Finding] = []
    packs: dict[str, RulePack] = {}
    holidays: Holidays | None = None
    for path in sorted(folder.glob("*.yaml")):
        try:
            found = _read(path.read_bytes(), str(path))
        except Refused as refused:
            findings += refused.findings
            continue
        if isinstance(found, Holidays):
            holidays = found
        else:
            packs[found.name] = found
    if findings:
        raise Refused(findings)
    if holidays is None:
        missing = Findings(str(folder))
        missing.add("", "missing_file", 0, msg("The list of holidays holidays_lv.yaml is missing."))
        raise Refused(missing.all)
    return RuleBook(packs, holidays, accept_demo)


def _read(content: bytes | str, file: str) -> RulePack | Holidays:
    reader = _READERS.get(Path(file).name)
    if reader is not None:
        return reader(content, file)
    findings = Findings(file)
    names = ", ".join(sorted(_READERS))
    findings.add("", "unknown_file", 0, msg("A rule pack has one of these names: {names}.", names=names))
    raise Refused(findings.all)

"""Reads `processes/statistics/ministry_years.yaml`: the ministry's table of what the service cost.

Shape: `name`, `source` and `years`, each with `year`, `kind` (spent, available), `total` and either all of
`pay`, `transport`, `administration` or none; `last_year` where one total stands for several years, and
`rounded: yes` where the printed total is one euro off its lines and whoever entered it has seen that.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from engine.domain.averages import PrintedTotal
from engine.domain.ministry_years import MinistryTable, MinistryYear, rounding_notice
from engine.errors import Finding, Refused, Severity
from engine.messages_catalogue import msg
from engine.rule_packs.fields import Fields
from engine.rule_packs.findings import Findings
from engine.rule_packs.strict_yaml import Table, read_yaml

MINISTRY_YEARS = "processes/statistics/ministry_years.yaml"
_LINES = ("pay", "transport", "administration")
_KEYS = ("year", "last_year", "kind", *_LINES, "total", "rounded")
_MOST_DIGITS = 12


def read_ministry_years(content: bytes | str, file: str) -> MinistryTable:
    """The table in the file's text; raises `Refused` with every finding where anything is wrong."""
    findings = Findings(file)
    top = Fields(read_yaml(content, findings), "", findings)
    top.only(("name", "source", "years"), ("name", "source", "years"))
    top.word("name", ["ministry_years"])
    source = top.text("source")
    found = [(_year(table, findings), table.line) for table in top.tables("years")]
    for (before, _), (after, line) in pairwise(found):
        if before.last_year >= after.first_year:
            findings.add(after.years, "unsorted", line, msg("each year stands once, the earliest first."))
    findings.refuse_any()
    return MinistryTable(source or "", tuple(year for year, _ in found))


def check_ministry_years(content: bytes | str, file: str) -> list[Finding]:
    """What is wrong with the file; a total one euro off its lines is a warning until noted."""
    try:
        table = read_ministry_years(content, file)
    except Refused as refused:
        return list(refused.findings)
    notices = [(year, rounding_notice(year)) for year in table.years if not year.is_rounding_noted]
    return [
        Finding(file, year.years, "rounded_total", Severity.WARNING, notice)
        for year, notice in notices
        if notice is not None
    ]


def _year(table: Table, findings: Findings) -> MinistryYear:
    fields = Fields(table, "years", findings)
    fields.only(_KEYS, ("year", "kind", "total"))
    lines = {name: _whole(fields, name) for name in _LINES if name in table.parts}
    if lines and len(lines) < len(_LINES):
        missing = msg("pay, transport and administration stand together, or none of them does.")
        findings.add("years", "missing_key", table.line, missing)
    first = _whole(fields, "year")
    last = _whole(fields, "last_year") if "last_year" in table.parts else first
    if last < first or not 1990 <= first <= 2100:
        findings.add("years", "wrong_year", table.line, msg("“{key}” must be a year.", key="year"))
    year = MinistryYear(
        first,
        last,
        _whole(fields, "total"),
        **lines,
        was_spent=fields.word("kind", ["spent", "available"]) != "available",
        is_rounding_noted=fields.word("rounded", ["yes"]) == "yes",
    )
    _check_total(year, lines, table, findings)
    return year


def _check_total(year: MinistryYear, lines: Mapping[str, int], table: Table, findings: Findings) -> None:
    if len(lines) == len(_LINES) and year.agreement is PrintedTotal.WRONG:
        wrong = msg(
            "{years}: the lines add up to {sum}, but the total is {total}; more than 1 euro is no rounding.",
            years=year.years,
            sum=sum(year.lines),
            total=year.total,
        )
        findings.add(year.years, "wrong_total", table.line, wrong)
    if year.is_rounding_noted and year.agreement is PrintedTotal.EXACT:
        needless = msg(
            "{years}: the lines add up to the total; “rounded” does not belong here.", years=year.years
        )
        findings.add(year.years, "needless_note", table.line, needless)


def _whole(fields: Fields, key: str) -> int:
    text = fields.text(key)
    if text is None:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS:
        return int(text)
    wrong = msg("“{key}” is “{text}”, but must be whole euro or a year.", key=key, text=text)
    fields.findings.add("years", "wrong_value", fields.table.lines[key], wrong)
    return 0

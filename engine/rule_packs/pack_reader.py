"""Reads one rule pack, a YAML file of dated numbers.

Shape: `name`, and `numbers`: key → {unit, values: [{value, in_force_from, source, status, recorded_on,
in_force_to?, announced_on?}, …]} with the values in the order of time. Keys, units and bounds are those of
`engine/domain/number_kinds.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePath

from engine.domain.number_kinds import NUMBER_KINDS, NumberKind
from engine.domain.rules import DatedNumber, Regime, RulePack, Status
from engine.messages_catalogue import msg
from engine.rule_packs.fields import Fields
from engine.rule_packs.findings import Findings
from engine.rule_packs.number_values import read_value
from engine.rule_packs.strict_yaml import Table, read_yaml

_ONE_DAY = timedelta(days=1)
_LATER_RULES = ("gap", "recorded_before_announced")  # not refused when the first packs were recorded
_REQUIRED = ("in_force_from", "source", "status", "recorded_on")
_KNOWN = (*_REQUIRED, "value", "in_force_to", "announced_on")


def read_rule_pack(content: bytes | str, file: str, *, recorded: bool = False) -> RulePack:
    """The pack in the file's text; raises `Refused` with every finding where anything is wrong.

    `file` is the name to show; its stem must be the pack's name. A text that was recorded before may lack
    what a later version asks for: `recorded` lets it, and the number is then told as not set when asked.
    """
    findings = Findings(file)
    top = Fields(read_yaml(content, findings), "", findings)
    top.only(("name", "numbers"), ("name", "numbers"))
    name = top.word("name", [regime.value for regime in Regime])
    if name is not None and name != PurePath(file).stem:
        line = top.table.lines["name"]
        findings.add(
            "",
            "name_is_not_file",
            line,
            msg("the pack “{name}” must stand in the file {name}.yaml.", name=name),
        )
    numbers = list(_numbers(top))
    if name is not None and not recorded:
        _refuse_missing(Regime(name), top.sub_table("numbers"), findings)
    if recorded:
        findings.forget(_LATER_RULES)
    findings.refuse_any()
    return RulePack.of(str(name), numbers)


def _numbers(top: Fields) -> Iterator[DatedNumber]:
    table = top.sub_table("numbers")
    if table is None:
        return
    numbers = Fields(table, "", top.findings)
    numbers.only(NUMBER_KINDS, ())
    for key, kind in NUMBER_KINDS.items():
        found = numbers.sub_table(key)
        if found is not None:
            yield from _values(key, kind, Fields(found, key, top.findings))


def _values(key: str, kind: NumberKind, fields: Fields) -> Iterator[DatedNumber]:
    fields.only(("unit", "values"), ("unit", "values"))
    unit = fields.text("unit")
    if unit is not None and unit != kind.unit:
        fields.findings.add(
            key,
            "wrong_unit",
            fields.table.lines["unit"],
            msg(
                "“{key}” is counted in {unit}, not in “{written}”.",
                key=key,
                unit=kind.unit.value,
                written=unit,
            ),
        )
        return
    earlier: DatedNumber | None = None
    for table in fields.tables("values"):
        number = _dated_number(key, kind, Fields(table, key, fields.findings))
        if number is None:
            continue
        if earlier is not None:
            _refuse_order(earlier, number, table, fields)
        earlier = number
        yield number


def _dated_number(key: str, kind: NumberKind, fields: Fields) -> DatedNumber | None:
    """The number of one item; None where something in it was noted as wrong."""
    fields.only(_KNOWN, _REQUIRED)
    source, status = fields.text("source"), fields.word("status", [status.value for status in Status])
    start, recorded = fields.date("in_force_from"), fields.date("recorded_on")
    if source is None or status is None or start is None or recorded is None:
        return None
    number = DatedNumber(
        key=key,
        value=read_value(kind, Status(status), fields),
        unit=kind.unit,
        in_force_from=start,
        recorded_on=recorded,
        source=source,
        status=Status(status),
        announced_on=fields.date("announced_on"),
    )
    _refuse_early_record(number, fields)
    return _with_end(number, fields)


def _refuse_early_record(number: DatedNumber, fields: Fields) -> None:
    if number.announced_on is not None and number.recorded_on < number.announced_on:
        fields.findings.add(
            number.key,
            "recorded_before_announced",
            fields.table.lines["recorded_on"],
            msg("“recorded_on” lies before “announced_on”; one of the two days is wrong."),
        )


def _with_end(number: DatedNumber, fields: Fields) -> DatedNumber:
    end = fields.date("in_force_to")
    if end is not None and end < number.in_force_from:
        fields.findings.add(
            number.key,
            "ends_before_start",
            fields.table.lines["in_force_to"],
            msg("“in_force_to” lies before “in_force_from”."),
        )
    return replace(number, in_force_to=end)


def _refuse_order(earlier: DatedNumber, later: DatedNumber, table: Table, fields: Fields) -> None:
    line = table.lines["in_force_from"]
    start = later.in_force_from.isoformat()
    if later.in_force_from == earlier.in_force_from:
        fields.findings.add(
            fields.element, "duplicate_date", line, msg("two values begin on {start}; keep one.", start=start)
        )
    elif later.in_force_from < earlier.in_force_from:
        fields.findings.add(
            fields.element,
            "unsorted",
            line,
            msg("{start} comes after a later day; sort by date.", start=start),
        )
    elif earlier.in_force_to is not None and earlier.in_force_to >= later.in_force_from:
        fields.findings.add(
            fields.element,
            "overlap",
            line,
            msg("this value begins on {start}, before the one above it ends.", start=start),
        )
    elif earlier.in_force_to is not None and later.in_force_from - earlier.in_force_to > _ONE_DAY:
        fields.findings.add(
            fields.element,
            "gap",
            line,
            msg(
                "nothing is said from {first} to {last}; write a value with the status unset for these days.",
                first=(earlier.in_force_to + _ONE_DAY).isoformat(),
                last=(later.in_force_from - _ONE_DAY).isoformat(),
            ),
        )


def _refuse_missing(regime: Regime, numbers: Table | None, findings: Findings) -> None:
    """A pack states every number it must, even if only as unset."""
    if numbers is None:
        return
    for key, kind in NUMBER_KINDS.items():
        if regime in kind.packs and key not in numbers.parts:
            findings.add(
                key,
                "missing_number",
                0,
                msg(
                    "The number “{key}” is missing. Where it is not known, write it with the status unset.",
                    key=key,
                ),
            )

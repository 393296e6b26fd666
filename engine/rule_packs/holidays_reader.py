"""Reads `holidays_lv.yaml`: public holidays and moved working days of whole years.

Shape: `name`, `first_year`, `last_year` and four groups, each with `source` and `days`:
`holidays`, `moved_mondays`, `one_off_days_off` (day → name) and `moved_working_days` (day off → day worked
instead).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from engine.domain.working_days import Holidays
from engine.messages_catalogue import Message, msg
from engine.rule_packs.fields import Fields, day_of
from engine.rule_packs.findings import Findings
from engine.rule_packs.strict_yaml import Text, read_yaml

_NAMED_GROUPS = ("holidays", "moved_mondays", "one_off_days_off")
_MOVED = "moved_working_days"
_KEYS = ("name", "first_year", "last_year", *_NAMED_GROUPS, _MOVED)
_SATURDAY = 5


def read_holidays(content: bytes | str, file: str) -> Holidays:
    """The holidays in the file's text; raises `Refused` with every finding where anything is wrong."""
    findings = Findings(file)
    top = Fields(read_yaml(content, findings), "", findings)
    top.only(_KEYS, _KEYS)
    top.word("name", ["holidays_lv"])
    first, last = _year(top, "first_year"), _year(top, "last_year")
    names: dict[date, str] = {}
    for group in _NAMED_GROUPS:
        for day, name, line in _days(top, group):
            if day in names:
                findings.add(
                    group, "duplicate_date", line, msg("{day} is a holiday already.", day=day.isoformat())
                )
            names[day] = name
    moved = {day: (worked, line) for day, worked, line in _moved_days(top)}
    _check_moved(moved, names, findings)
    findings.refuse_any()
    _check_years(first, last, {*names, *moved}, findings)
    findings.refuse_any()
    return Holidays(first, last, frozenset(names), names, {day: worked for day, (worked, _) in moved.items()})


def _year(top: Fields, key: str) -> int:
    text = top.text(key)
    if text is not None and text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100:
        return int(text)
    if text is not None:
        top.findings.add("", "wrong_year", top.table.lines[key], msg("“{key}” must be a year.", key=key))
    return 0


def _days(top: Fields, group: str) -> Iterator[tuple[date, str, int]]:
    """Day, text beside it and line, in the order of time; the rest is noted."""
    table = top.sub_table(group)
    if table is None:
        return
    fields = Fields(table, group, top.findings)
    fields.only(("source", "days"), ("source", "days"))
    fields.text("source")
    days = fields.sub_table("days")
    earlier = date.min
    for written, part in days.parts.items() if days else ():
        line = days.lines[written] if days else 0
        day = day_of(written, "days", line, fields)
        if day is None:
            continue
        if not isinstance(part, Text) or part.is_null or not part.text.strip():
            top.findings.add(group, "wrong_text", line, msg("{day} needs a text beside it.", day=written))
            continue
        if day < earlier:
            top.findings.add(
                group, "unsorted", line, msg("{start} comes after a later day; sort by date.", start=written)
            )
        earlier = day
        yield day, part.text.strip(), line


def _moved_days(top: Fields) -> Iterator[tuple[date, date, int]]:
    for day, text, line in _days(top, _MOVED):
        worked = day_of(text, day.isoformat(), line, Fields(top.table, _MOVED, top.findings))
        if worked is not None:
            yield day, worked, line


def _check_moved(
    moved: Mapping[date, tuple[date, int]], names: Mapping[date, str], findings: Findings
) -> None:
    """Labour Law 133(4): a Monday-to-Friday day is swapped with a Saturday or Sunday of its month."""
    for day, (worked, line) in moved.items():
        wrong: Message | None = None
        if day.weekday() >= _SATURDAY or day in names:
            wrong = msg("{day} is a day off already.", day=day.isoformat())
        elif worked.weekday() < _SATURDAY or worked in names:
            wrong = msg("{day} is no Saturday or Sunday that can be worked.", day=worked.isoformat())
        elif (day.year, day.month) != (worked.year, worked.month):
            wrong = msg(
                "{day} and {worked} are not in one month.", day=day.isoformat(), worked=worked.isoformat()
            )
        if wrong is not None:
            findings.add(_MOVED, "wrong_move", line, wrong)


def _check_years(first: int, last: int, days: set[date], findings: Findings) -> None:
    """Every year that the file promises has its holidays, and none lies outside."""
    if last < first:
        findings.add("", "wrong_year", 0, msg("“last_year” lies before “first_year”."))
        return
    for day in sorted(day for day in days if not first <= day.year <= last):
        findings.add(
            "", "outside_years", 0, msg("{day} lies outside the years of the file.", day=day.isoformat())
        )
    for year in range(first, last + 1):
        if date(year, 1, 1) not in days:
            findings.add("", "missing_year", 0, msg("The year {year} has no holidays yet.", year=year))

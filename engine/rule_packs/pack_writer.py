"""Writes a new value of a number into a rule pack's text; every other line stays as its owner wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.number_changes import with_value
from engine.domain.number_kinds import NUMBER_KINDS
from engine.domain.rules import RulePack, Status
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.rule_packs.findings import Findings
from engine.rule_packs.pack_reader import read_rule_pack
from engine.rule_packs.strict_yaml import Items, Table, read_yaml

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.]*")
_NOTHING = frozenset({"null", "~", ""})  # what YAML reads as no value at all
_END = re.compile(r"^(\s+(?:- +)?in_force_to:\s*)\S+")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewValue:
    """What somebody wants to be true from a day on, as it was typed; `value` is "" when it is unset."""

    key: str
    value: str
    status: Status
    in_force_from: date
    source: str
    recorded_on: date
    announced_on: date | None = None
    remark: str = ""  # a line of its own above the value; makes the text one that never stood before


def write_value(
    content: bytes, file: str, new: NewValue, before: RulePack | None = None
) -> tuple[bytes, RulePack]:
    """The pack's text with the new value, and the pack it then says; `file` ends in the pack's name.

    `before`: what the text says, where the caller has read it already.

    Raises `Refused` with the strict reader's findings where the result would not be a sound pack,
    EngineError where the text is laid out in a way that nothing can be written into.
    """
    before = before or read_rule_pack(content, file, recorded=True)
    lines = content.decode("utf-8").splitlines(keepends=True)
    written = "".join(_with_item(lines, content, file, new)).encode()
    after = read_rule_pack(written, file)
    if not _says_only(before, after, new):
        raise EngineError(
            msg("This rule pack is laid out in a way that nothing can be written into: change its file.")
        )
    return written, after


def _says_only(before: RulePack, after: RulePack, new: NewValue) -> bool:
    """Whether the text says what it said before, and the new value: nothing else may move."""
    found = [one for one in after.numbers.get(new.key, ()) if one.in_force_from == new.in_force_from]
    if len(found) != 1:
        return False
    wanted = {**before.numbers, new.key: with_value(before.numbers.get(new.key, ()), found[0])}
    return dict(after.numbers) == wanted


def _with_item(lines: list[str], content: bytes, file: str, new: NewValue) -> list[str]:
    numbers = read_yaml(content, Findings(file)).parts["numbers"]
    found = numbers.parts.get(new.key) if isinstance(numbers, Table) else None
    if not isinstance(found, Table):
        return [*_ended(lines), *_block(new)]
    values = found.parts["values"]
    items = values.items if isinstance(values, Items) else ()
    blocks = [_Block.of(lines, item) for item in items if isinstance(item, Table)]
    earlier = [block for block in blocks if block.first_day < new.in_force_from]
    same = next((block for block in blocks if block.first_day == new.in_force_from), None)
    indent = " " * (len(lines[blocks[0].start]) - len(lines[blocks[0].start].lstrip()))
    if same is not None:
        return [*lines[: same.start], *_item(new, indent, same.last_day), *lines[same.end :]]
    if not earlier:
        return [*lines[: blocks[0].start], *_item(new, indent), *lines[blocks[0].start :]]
    cut = earlier[-1]
    is_cut = cut.last_day is not None and cut.last_day >= new.in_force_from
    kept = lines[cut.start : cut.end]
    if is_cut:
        kept = [_END.sub(rf"\g<1>{new.in_force_from - _ONE_DAY}", line) for line in kept]
    item = _item(new, indent, cut.last_day if is_cut else None)
    return [*lines[: cut.start], *_ended(kept), *item, *lines[cut.end :]]


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one value: from the one with its dash to the last that belongs to it."""

    start: int
    end: int
    first_day: date
    last_day: date | None

    @classmethod
    def of(cls, lines: Sequence[str], item: Table) -> _Block:
        start = item.line - 1
        dash = len(lines[start]) - len(lines[start].lstrip())
        end = start + 1
        while end < len(lines) and lines[end].strip() and _indent(lines[end]) > dash:
            end += 1
        return cls(start, end, _day(item, "in_force_from") or date.min, _day(item, "in_force_to"))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _day(item: Table, key: str) -> date | None:
    text = getattr(item.parts.get(key), "text", None)
    return date.fromisoformat(text) if text else None


def _block(new: NewValue) -> list[str]:
    """A number that the text does not hold yet."""
    head = [f"\n  {new.key}:\n", f"    unit: {NUMBER_KINDS[new.key].unit}\n", "    values:\n"]
    return [*head, *_item(new, " " * 6)]


def _item(new: NewValue, indent: str, last_day: date | None = None) -> list[str]:
    fields = {
        "value": None if new.status is Status.UNSET else _scalar(new.value),
        "in_force_from": new.in_force_from.isoformat(),
        "in_force_to": last_day.isoformat() if last_day else None,
        "status": str(new.status),
        "source": _scalar(new.source),
        "announced_on": new.announced_on.isoformat() if new.announced_on else None,
        "recorded_on": new.recorded_on.isoformat(),
    }
    written = [f"{name}: {text}\n" for name, text in fields.items() if text is not None]
    remark = [f"{indent}# {_one_line(new.remark)}\n"] if new.remark else []
    return [*remark, f"{indent}- {written[0]}", *(f"{indent}  {line}" for line in written[1:])]


def _scalar(text: str) -> str:
    """The text as YAML reads it back: plain where it is one word, in quotes otherwise."""
    line = _one_line(text)
    if _PLAIN.fullmatch(line) and line not in _NOTHING:
        return line
    return "'" + line.replace("'", "''") + "'"


def _one_line(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in " ".join(text.split()))


def _ended(lines: list[str]) -> list[str]:
    """The lines, the last of them with its line break."""
    if lines and not lines[-1].endswith("\n"):
        return [*lines[:-1], lines[-1] + "\n"]
    return lines

"""YAML as plain values with the line of each: no anchors, no tags, no surprises such as `no` for false."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.yaml_nodes import QuickLoader

MOST_BYTES = 200_000
MOST_NODES = 5_000
MOST_LEVELS = 12
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,11})\.[0-9]{1,6}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, whole number, Decimal, date, yes/no or nothing."""

    value: object
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys in the order written; each stands once."""

    parts: Mapping[str, Part]
    lines: Mapping[str, int]
    line: int


Part: TypeAlias = Scalar | Items | Table


class Unreadable(EngineError):
    """The bytes cannot be taken for a scenario at all."""

    def __init__(self, line: int, message: Message) -> None:
        super().__init__(message)
        self.line = line


class _Loader(QuickLoader):
    """Composes nodes only, and stops at the first thing that may not be."""

    nodes = 0
    levels = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise Unreadable(line, msg("Anchors (&) and aliases (*) are not allowed; write the value out."))
        if getattr(event, "tag", None) is not None:
            raise Unreadable(line, msg("Tags (!) are not allowed; write a plain value."))
        self.nodes += 1
        self.levels += 1
        if self.nodes > MOST_NODES or self.levels > MOST_LEVELS:
            raise Unreadable(line, msg("The file is too large or nested too deeply."))
        node = super().compose_node(parent, index)
        self.levels -= 1
        return node


_SCENARIO = msg("A scenario consists of keys and values, beginning with “title:”.")


def read_yaml(data: bytes, *, shape: Message = _SCENARIO) -> Table:
    """The file's table; raises Unreadable for anything else, `shape` where it is no table."""
    if len(data) > MOST_BYTES:
        raise Unreadable(0, msg("The file is larger than {most} bytes.", most=MOST_BYTES))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(0, msg("The file must be saved as UTF-8.")) from None
    part = _composed(text)
    if not isinstance(part, Table):
        raise Unreadable(1, shape)
    return part


def plain(part: Part) -> object:
    """The value without its lines."""
    if isinstance(part, Scalar):
        return part.value
    if isinstance(part, Items):
        return [plain(item) for item in part.items]
    return {name: plain(inner) for name, inner in part.parts.items()}


def _composed(text: str) -> Part:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        return Scalar(None, 1) if node is None else _part(node)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark or trouble.context_mark
        line = mark.line + 1 if mark else 0
        sentence = msg("This is not readable YAML; look for a missing colon, quotation mark or space.")
        raise Unreadable(line, sentence) from None
    except (yaml.YAMLError, RecursionError):
        raise Unreadable(0, msg("The file holds signs that do not belong in a text.")) from None
    finally:
        if loader is not None:
            loader.dispose()


def _part(node: yaml.Node) -> Part:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value if node.style in {"'", '"', "|", ">"} else _typed(node.value, line), line)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_part(item) for item in node.value), line)
    parts: dict[str, Part] = {}
    lines: dict[str, int] = {}
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        at = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise Unreadable(at, msg("A key must be plain text."))
        if key.value in parts:
            raise Unreadable(at, msg("“{key}” is written twice.", key=key.value[:60]))
        parts[key.value], lines[key.value] = _part(value), at
    return Table(parts, lines, line)


def _typed(text: str, line: int) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unreadable(line, msg("There is no day “{text}”.", text=text)) from None
    return text

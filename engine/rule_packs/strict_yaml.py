"""YAML as plain text, tables and lists with line numbers: no anchors, tags, objects or guessed types.

Every scalar stays the text that was written, so `4.50` is never a float and `no` is never false.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from engine.errors import Refused
from engine.messages_catalogue import Message, msg
from engine.rule_packs.findings import Findings
from engine.yaml_nodes import QuickLoader

MOST_BYTES = 1_000_000
_MOST_DEPTH = 10
_MOST_NODES = 20_000  # the largest pack has about 1,500


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written, quotes removed; `is_null` for an empty or `null` one without quotes."""

    text: str
    line: int
    is_null: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Part, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """Keys and values in the order written, each key once; `lines` gives each key's line."""

    parts: Mapping[str, Part]
    lines: Mapping[str, int]
    line: int


Part: TypeAlias = Text | Items | Table


class _Forbidden(Exception):
    """Something that YAML allows and we do not."""

    def __init__(self, rule: str, line: int, message: Message) -> None:
        super().__init__(rule)
        self.rule = rule
        self.line = line
        self.message = message


class _StrictLoader(QuickLoader):
    """A loader that composes nodes only, and refuses anchors, aliases, tags and deep nesting at once."""

    depth = 0
    nodes = 0

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        event: Any = self.peek_event()
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _Forbidden(
                "anchor", line, msg("anchors (&) and aliases (*) are not allowed; write the value out.")
            )
        if getattr(event, "tag", None) is not None:
            raise _Forbidden("tag", line, msg("tags (!) are not allowed; write a plain value."))
        self.nodes += 1
        if self.nodes > _MOST_NODES:
            raise _Forbidden("too_big", line, msg("this file has too many keys and values."))
        if self.depth >= _MOST_DEPTH:
            raise _Forbidden("depth", line, msg("this is nested too deeply for such a file."))
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_yaml(content: bytes | str, findings: Findings) -> Table:
    """The file's table; raises `Refused` with the findings where the text cannot be read at all.

    A key written twice becomes a finding and keeps its first value.
    """
    node = _composed(_decoded(content, findings), findings)
    if not isinstance(node, MappingNode):
        findings.add("", "not_a_table", 1, msg("the file must consist of keys and values."))
        raise Refused(findings.all)
    table = _part(node, findings)
    assert isinstance(table, Table)  # noqa: S101 – a MappingNode gives a Table
    return table


def _decoded(content: bytes | str, findings: Findings) -> str:
    size = len(content) if isinstance(content, bytes) else len(content.encode())
    if size > MOST_BYTES:
        findings.add("", "too_big", 0, msg("The file is larger than 1 MB."))
        raise Refused(findings.all)
    try:
        return content.decode("utf-8") if isinstance(content, bytes) else content
    except UnicodeDecodeError as trouble:
        line = trouble.object[: trouble.start].count(b"\n") + 1
        findings.add("", "not_utf8", line, msg("the text is not UTF-8; save the file as UTF-8."))
        raise Refused(findings.all) from None


def _composed(text: str, findings: Findings) -> Node | None:
    loader: _StrictLoader | None = None
    try:
        loader = _StrictLoader(text)
        return loader.get_single_node()
    except _Forbidden as forbidden:
        findings.add("", forbidden.rule, forbidden.line, forbidden.message)
    except yaml.MarkedYAMLError as trouble:
        line = _line_of(trouble)
        findings.add(
            "", "not_yaml", line, msg("this is not readable YAML; look for a missing colon, quote or space.")
        )
    except yaml.YAMLError:  # a character that YAML does not allow
        findings.add("", "not_yaml", 0, msg("The file holds characters that do not belong in a text."))
    finally:
        if loader is not None:
            loader.dispose()
    raise Refused(findings.all)


def _line_of(trouble: yaml.MarkedYAMLError) -> int:
    """Where to look: an open quote or a lost colon begins earlier than where the reader gave up."""
    is_scanner = isinstance(trouble, yaml.scanner.ScannerError)
    mark = (is_scanner and trouble.context_mark) or trouble.problem_mark or trouble.context_mark
    return mark.line + 1 if mark else 0


def _part(node: Node, findings: Findings) -> Part:
    line = node.start_mark.line + 1
    if isinstance(node, ScalarNode):
        return Text(node.value, line, is_null=node.style is None and node.value in ("", "~", "null"))
    if isinstance(node, SequenceNode):
        return Items(tuple(_part(item, findings) for item in node.value), line)
    parts: dict[str, Part] = {}
    lines: dict[str, int] = {}
    for key, key_line, value in _pairs(node, findings) if isinstance(node, MappingNode) else ():
        if key in parts:
            findings.add(
                key,
                "duplicate_key",
                key_line,
                msg("“{key}” is written twice; the first stands in line {first}.", key=key, first=lines[key]),
            )
            continue
        parts[key], lines[key] = _part(value, findings), key_line
    return Table(parts, lines, line)


def _pairs(node: MappingNode, findings: Findings) -> Iterator[tuple[str, int, Node]]:
    for key, value in node.value:
        line = key.start_mark.line + 1
        if isinstance(key, ScalarNode):
            yield key.value, line, value
        else:
            findings.add("", "bad_key", line, msg("a key must be plain text."))

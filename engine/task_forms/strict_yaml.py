"""YAML from outside: one document of plain values, every name once, no anchors that could multiply it."""

from __future__ import annotations

from typing import Any

import yaml

from engine.messages_catalogue import Message, msg
from engine.task_forms.strict_json import MAX_BYTES, MAX_DEPTH, Unreadable, depth_exceeds, too_large
from engine.yaml_nodes import QuickLoader

MOST_NODES = 5_000


class _PlainLoader(QuickLoader):
    """Safe values only; aliases, doubled names and what is too much are refused while composing."""

    nodes = 0
    levels = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise Unreadable(msg("Anchors and aliases (& and *) are not allowed in this file."))
        self.nodes += 1
        self.levels += 1
        if self.nodes > MOST_NODES:
            raise Unreadable(msg("The file holds more than {most} names and values.", most=MOST_NODES))
        if self.levels > MAX_DEPTH + 1:
            raise Unreadable(_too_deep())
        node = super().compose_node(parent, index)
        self.levels -= 1
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 – PyYAML's own signature
        seen: set[str] = set()
        for name, _ in node.value:
            if name.tag != "tag:yaml.org,2002:str":
                shown = str(name.value)[:60]
                raise Unreadable(msg("Every name must be a text; put quotes around “{name}”.", name=shown))
            text = str(name.value)
            if text in seen:
                raise Unreadable(msg("The name “{name}” stands twice in one object.", name=text[:60]))
            seen.add(text)
        return super().construct_mapping(node, deep=deep)


def read_yaml(data: bytes) -> object:
    """The YAML value; raises Unreadable for what is too large, too deep, or no plain YAML."""
    if len(data) > MAX_BYTES:
        raise Unreadable(too_large(data))
    try:
        loader = _PlainLoader(data.decode("utf-8-sig"))
        value: object = loader.get_single_data()
    except UnicodeDecodeError as error:
        raise Unreadable(msg("The file is not UTF-8 text.")) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(msg("The YAML breaks off at line {line}.", line=line)) from error
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        raise Unreadable(msg("The file is no YAML that can be read.")) from error
    if depth_exceeds(value, MAX_DEPTH):
        raise Unreadable(_too_deep())
    return value


def _too_deep() -> Message:
    return msg("The file is nested too deeply: at most {most} levels.", most=MAX_DEPTH)

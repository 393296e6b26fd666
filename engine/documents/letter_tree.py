"""A letter's Markdown as a tree of plain values: what the paper's drawing (paper.typ) and a test can read.

A block is a dict with `is`: heading {level, parts}, paragraph {parts}, tight {parts}, bullets {items},
numbers {start, items}, quote {blocks}, code {text}, rule, table {head, rows, widths}; signing_places adds
together {blocks} and signatures {places, signature, day}. A part of a line: text {text}, strong {parts},
emphasis {parts}, code {text}, link {address, parts}, break.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markdown_it.tree import SyntaxTreeNode

from engine.documents.markdown_text import TOO_DEEP, is_too_deep, tokens_of
from engine.errors import EngineError

Block = dict[str, object]
Tree = list[Block]

_ADDRESSES = ("http://", "https://", "mailto:", "tel:")
_NARROWEST, _WIDEST = 6, 40  # letters: a column of a table is as wide as its longest cell, within these


def letter_tree(markdown: str) -> Tree:
    """The blocks of a letter, in order; headings begin with level 1 and skip none.

    EngineError where they stand in each other too deeply: the drawing would break off.
    """
    tokens = tokens_of(markdown)
    if is_too_deep(tokens):
        raise EngineError(TOO_DEEP)
    blocks = _blocks(SyntaxTreeNode(tokens).children)
    deepest = 0
    for block in blocks:
        if block["is"] == "heading":
            deepest = block["level"] = min(int(str(block["level"])), deepest + 1)
    return blocks


def text_parts(text: str) -> Tree:
    """A text as a line of the tree."""
    return [{"is": "text", "text": text}]


def words_of(parts: object) -> str:
    """A line of the tree as plain text; a line break is one."""
    if not isinstance(parts, list):
        return ""
    return "".join("\n" if part["is"] == "break" else _words(part) for part in parts)


def table_block(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """A table of plain texts."""
    return _table([text_parts(cell) for cell in head], [[text_parts(cell) for cell in row] for row in rows])


def _words(part: Block) -> str:
    return str(part["text"]) if "text" in part else words_of(part.get("parts"))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Tree:
    return [_BLOCKS[node.type](node) for node in nodes if node.type in _BLOCKS]


def _heading(node: SyntaxTreeNode) -> Block:
    return {"is": "heading", "level": int(node.tag[1:]), "parts": _line(node)}


def _paragraph(node: SyntaxTreeNode) -> Block:
    return {"is": "tight" if node.hidden else "paragraph", "parts": _line(node)}


def _numbers(node: SyntaxTreeNode) -> Block:
    return {"is": "numbers", "start": int(str(node.attrs.get("start", 1))), "items": _items(node)}


def _code(node: SyntaxTreeNode) -> Block:
    return {"is": "code", "text": node.content.rstrip("\n")}


def _drawn_table(node: SyntaxTreeNode) -> Block:
    rows = [[_line(cell) for cell in row.children] for part in node.children for row in part.children]
    return _table(rows[0], rows[1:])


_BLOCKS: Mapping[str, Callable[[SyntaxTreeNode], Block]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullet_list": lambda node: {"is": "bullets", "items": _items(node)},
    "ordered_list": _numbers,
    "blockquote": lambda node: {"is": "quote", "blocks": _blocks(node.children)},
    "fence": _code,
    "code_block": _code,
    "hr": lambda _node: {"is": "rule"},
    "table": _drawn_table,
}


def _items(node: SyntaxTreeNode) -> list[Tree]:
    return [_blocks(item.children) for item in node.children]


def _table(head: Sequence[Tree], rows: Sequence[Sequence[Tree]]) -> Block:
    longest = [max(len(words_of(line)) for line in column) for column in zip(head, *rows, strict=True)]
    return {
        "is": "table",
        "head": list(head),
        "rows": [[{"parts": cell} for cell in row] for row in rows],
        "widths": [min(_WIDEST, max(_NARROWEST, width)) for width in longest],
    }


def _line(node: SyntaxTreeNode) -> Tree:
    return [part for child in node.children for inline in child.children for part in _part(inline)]


def _part(node: SyntaxTreeNode) -> Tree:
    inside = [part for child in node.children for part in _part(child)]
    if node.type == "link":
        address = str(node.attrs.get("href", ""))
        return [{"is": "link", "address": address, "parts": inside}] if _may_lead(address) else inside
    if node.type in _MARKS:
        return [{"is": _MARKS[node.type], "parts": inside}]
    if node.type == "code_inline":
        return [{"is": "code", "text": node.content}]
    if node.type == "hardbreak":
        return [{"is": "break"}]
    return text_parts(" " if node.type == "softbreak" else node.content)


_MARKS = {"strong": "strong", "em": "emphasis"}


def _may_lead(address: str) -> bool:
    return address.lower().startswith(_ADDRESSES)

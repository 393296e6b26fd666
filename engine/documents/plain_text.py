"""The letter without markup: what an e-mail shows where HTML is not wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from engine.documents.markdown_text import tokens_of

_BLOCK_ENDS = frozenset({"paragraph_close", "heading_close", "tr_close", "fence", "code_block", "hr"})
_LIST_ENDS = frozenset({"bullet_list_close", "ordered_list_close", "table_close"})


def letter_text(markdown: str) -> str:
    """The letter as plain text: empty lines between paragraphs, marks before items, addresses in brackets."""
    text = _Text()
    for token in tokens_of(markdown):
        text.read(token)
    lines = [line.rstrip() for line in "".join(text.written).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines).strip("\n")) + "\n"


class _Text:
    """Writes block after block; knows the lists it stands in and whether paragraphs stand close."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.lists: list[int | None] = []  # the next number, or None for a list without numbers
        self.mark = ""

    def read(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "list_item_open":
                self.mark = self._next_mark()
            case "inline":
                self._write("".join(_inline(token)))
            case "fence" | "code_block":
                self._write(token.content.rstrip("\n"))
            case "hr":
                self._write("-" * 20)
            case "th_close" | "td_close":
                self.written.append("  ")
        self._close(token)

    def _close(self, token: Token) -> None:
        if token.type in _LIST_ENDS:
            if token.type != "table_close":
                self.lists.pop()
            self.written.append("" if self.lists else "\n")
        elif token.type in _BLOCK_ENDS:
            close_together = token.hidden or token.type == "tr_close"
            self.written.append("\n" if close_together else "\n\n")

    def _write(self, text: str) -> None:
        indent = "  " * max(0, len(self.lists) - 1)
        hanging = "\n" + indent + " " * len(self.mark)
        self.written.append(indent + self.mark + text.replace("\n", hanging) if self.lists else text)
        self.mark = " " * len(self.mark)

    def _next_mark(self) -> str:
        number = self.lists[-1]
        if number is None:
            return "- "
        self.lists[-1] = number + 1
        return f"{number}. "


def _inline(inline: Token) -> Iterator[str]:
    addresses: list[str] = []
    shown = ""
    for token in inline.children or []:
        match token.type:
            case "text" | "code_inline":
                shown += token.content
                yield token.content
            case "softbreak":
                yield " "
            case "hardbreak":
                yield "\n"
            case "link_open":
                addresses.append(str(token.attrGet("href") or ""))
                shown = ""
            case "link_close":
                address = addresses.pop()
                if address.removeprefix("mailto:") != shown:
                    yield f" ({address})"

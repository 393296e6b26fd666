"""Places for signatures in a printed letter: lines to sign on, or how and when a party has signed already.

A letter names its parties in a table of two columns, a party a row: in what capacity, and who. On paper that
table becomes the places, kept together with the heading they stand under.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.documents.letter_tree import Block, Tree, words_of
from engine.messages_catalogue import msg, say

_NEAR = 4  # blocks above the places within which a heading is theirs


@dataclass(frozen=True, slots=True)
class Signed:
    """How and when, in words."""

    how: str
    day: str


def put_places(blocks: Tree, signed: Sequence[Signed | None], language: str) -> None:
    """The last table with so many parties becomes their places; nothing where the letter has none."""
    at = _table_of(blocks, len(signed))
    if at is None:
        return
    rows: list[list[Block]] = list(_cells(blocks[at]))
    places = [_place(row, one) for row, one in zip(rows, signed, strict=True)]
    begin = _beginning(blocks, at)
    words = {"signature": say(msg("Signature"), language), "day": say(msg("Date"), language)}
    drawn: Block = {"is": "signatures", "places": places, **words}
    blocks[begin : at + 1] = [{"is": "together", "blocks": [*blocks[begin:at], drawn]}]


def _cells(table: Block) -> list[list[Block]]:
    rows = table["rows"]
    return rows if isinstance(rows, list) else []


def _table_of(blocks: Tree, parties: int) -> int | None:
    for at in range(len(blocks) - 1, -1, -1):
        if blocks[at]["is"] == "table" and [len(row) for row in _cells(blocks[at])] == [2] * parties:
            return at
    return None


def _beginning(blocks: Tree, at: int) -> int:
    """Where the heading of the places stands; the table itself where it is too far away."""
    above = range(at - 1, max(at - 1 - _NEAR, -1), -1)
    return next((place for place in above if blocks[place]["is"] == "heading"), at)


def _place(row: list[Block], signed: Signed | None) -> Block:
    role, name = (words_of(cell["parts"]) for cell in row)
    how, day = ("", "") if signed is None else (signed.how, signed.day)
    return {"role": role, "name": name, "how": how, "signed_on": day}

"""Sound files spoilt at random: whatever happens to them, the gate answers with findings."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Mapping

import pytest
from lxml import etree

from engine.errors import Finding
from engine.gate.folders import read_room_files
from engine.gate.release import check_files
from engine.settings import ROOT

TURNS = int(os.environ.get("ASISTENTS_FUZZ", "240")) // 8  # of each way to spoil a file
SECONDS = 12.0  # of processor time for one room
FILES: Mapping[str, bytes] = {
    path: data for path, data in read_room_files(ROOT).items() if not path.startswith("processes/rule_packs/")
}
SMALL = {path: data for path, data in FILES.items() if "/assistant_service/" not in path}


def cut_short(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def overwrite(data: bytes, dice: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(dice.randint(1, 20)):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def swap_words(data: bytes, dice: random.Random) -> bytes:
    """Two texts between quotation marks change places, a few times."""
    pieces = data.split(b'"')
    for _ in range(dice.randint(1, 6)):
        one, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
    return b'"'.join(pieces)


def repeat_a_part(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start : start + dice.randrange(2_000)] * dice.randint(2, 9) + data[start:]


BYTES: list[Callable[[bytes, random.Random], bytes]] = [cut_short, overwrite, swap_words, repeat_a_part]


def drop_an_element(root: etree._Element, dice: random.Random) -> None:
    child = dice.choice(list(root.iterdescendants()))
    above = child.getparent()
    assert above is not None
    above.remove(child)


def move_an_element(root: etree._Element, dice: random.Random) -> None:
    elements = list(root.iterdescendants())
    child, target = dice.choice(elements), dice.choice(elements)
    if child not in [target, *target.iterancestors()]:
        target.append(child)


def drop_an_attribute(root: etree._Element, dice: random.Random) -> None:
    element = dice.choice([one for one in root.iter() if one.attrib])
    del element.attrib[dice.choice(list(element.attrib))]


def swap_attributes(root: etree._Element, dice: random.Random) -> None:
    for _ in range(dice.randint(1, 5)):
        one, other = dice.choices([found for found in root.iter() if found.attrib], k=2)
        name, value = dice.choice(list(other.attrib.items()))
        one.set(name, value)


TREES: list[Callable[[etree._Element, random.Random], None]] = [
    drop_an_element,
    move_an_element,
    drop_an_attribute,
    swap_attributes,
]


def judged(path: str, data: bytes, files: Mapping[str, bytes]) -> list[Finding]:
    """The findings about the room with the spoilt file in it; in time."""
    begun = time.thread_time()
    found = check_files({**files, path: data}, is_whole=True, is_complete=True)
    assert time.thread_time() - begun < SECONDS
    assert all(one.message.text and str(one.message) for one in found)
    return found


@pytest.mark.parametrize("spoil", BYTES, ids=lambda spoil: spoil.__name__)
def test_spoilt_bytes_are_answered(spoil: Callable[[bytes, random.Random], bytes]) -> None:
    dice = random.Random(spoil.__name__)  # noqa: S311 -- a seed, not a secret
    for _ in range(TURNS):
        path = dice.choice(sorted(SMALL))
        judged(path, spoil(FILES[path], dice), SMALL)


@pytest.mark.parametrize("spoil", TREES, ids=lambda spoil: spoil.__name__)
def test_spoilt_diagrams_are_answered(spoil: Callable[[etree._Element, random.Random], None]) -> None:
    dice = random.Random(spoil.__name__)  # noqa: S311 -- a seed, not a secret
    drawn = [path for path in SMALL if path.endswith((".bpmn", ".dmn"))]
    for _ in range(TURNS):
        path = dice.choice(sorted(drawn))
        root = etree.fromstring(FILES[path])
        for _ in range(dice.randint(1, 3)):
            spoil(root, dice)
        judged(path, etree.tostring(root), SMALL)

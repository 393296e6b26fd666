"""Sound files spoilt at random: whatever happens to them, the gate answers with findings.

A spoilt file is judged with what it reaches: its process and those it calls, with tables, forms and letters.
`./asistents test --fuzz` spoils 400 (`ASISTENTS_SPOILT`, as many) of all files, each in the whole room.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Callable, Mapping
from functools import lru_cache

import pytest
from lxml import etree

from engine.errors import Finding
from engine.gate.folders import read_room_files
from engine.gate.release import check_files
from engine.settings import ROOT

TURNS = int(os.environ.get("ASISTENTS_SPOILT", "56")) // 8  # of each way to spoil a file
SECONDS = 12.0  # of processor time for one room
FILES: Mapping[str, bytes] = {
    path: data for path, data in read_room_files(ROOT).items() if not path.startswith("processes/rule_packs/")
}
LARGE = {"assistant_service"}  # its check takes seconds; it is spoilt where all is asked for
IS_WHOLE = "ASISTENTS_SPOILT" in os.environ
SPOILT = sorted(path for path in FILES if IS_WHOLE or path.split("/")[1] not in LARGE)
CALLED = re.compile(rb'calledElement="(\w+)"')


@lru_cache(maxsize=64)
def reached(process_id: str) -> Mapping[str, bytes]:
    """The files of a process and of those it calls; of no process, all questionnaires and figures."""
    names, waiting = set(), [process_id]
    while waiting:
        name = waiting.pop()
        names.add(name)
        called = CALLED.findall(FILES.get(f"processes/{name}/{name}.bpmn", b""))
        waiting += [one.decode() for one in called if one.decode() not in names]
    return {path: data for path, data in FILES.items() if path.split("/")[1] in names}


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


def judged(path: str, data: bytes) -> list[Finding]:
    """The findings about the room with the spoilt file in it; in time."""
    room = FILES if IS_WHOLE else reached(path.split("/")[1])
    begun = time.thread_time()
    found = check_files({**room, path: data}, is_whole=True, is_complete=IS_WHOLE)
    assert time.thread_time() - begun < SECONDS
    assert all(one.message.text and str(one.message) for one in found)
    return found


def test_a_file_is_judged_with_what_it_reaches() -> None:
    for path in SPOILT:
        assert path in reached(path.split("/")[1])
    assert {path.split("/")[1] for path in reached("assistant_service")} > {"assistant_service"}
    path = "forms/ministry_claim/review_claim.json"
    assert {one.file for one in judged(path, b"{}")} > {path}  # what its diagram misses then is told too


@pytest.mark.parametrize("spoil", BYTES, ids=lambda spoil: spoil.__name__)
def test_spoilt_bytes_are_answered(spoil: Callable[[bytes, random.Random], bytes]) -> None:
    dice = random.Random(spoil.__name__)  # noqa: S311 -- a seed, not a secret
    for _ in range(TURNS):
        path = dice.choice(SPOILT)
        judged(path, spoil(FILES[path], dice))


@pytest.mark.parametrize("spoil", TREES, ids=lambda spoil: spoil.__name__)
def test_spoilt_diagrams_are_answered(spoil: Callable[[etree._Element, random.Random], None]) -> None:
    dice = random.Random(spoil.__name__)  # noqa: S311 -- a seed, not a secret
    drawn = [path for path in SPOILT if path.endswith((".bpmn", ".dmn"))]
    for _ in range(TURNS):
        path = dice.choice(drawn)
        root = etree.fromstring(FILES[path])
        for _ in range(dice.randint(1, 3)):
            spoil(root, dice)
        judged(path, etree.tostring(root))

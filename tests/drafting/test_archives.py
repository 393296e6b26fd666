"""A draft as a zip file: out and in again byte for byte; hostile ones change nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from engine.drafting.drafts import draft_archives, draft_files
from engine.errors import EngineError, NotFound
from tests.drafting.changing import LETTER, begun, files_of, put
from tests.processes.driver import Story


def zipped(files: dict[str, bytes], change: Callable[[zipfile.ZipFile], None] | None = None) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
        if change:
            change(archive)
    return packed.getvalue()


def link(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("processes/a/letters/b.lv.md")
    entry.external_attr = 0o120777 << 16
    archive.writestr(entry, "/etc/passwd")


def twice(archive: zipfile.ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("processes/a/a.bpmn", "two")


def lying(size: int) -> bytes:
    """A zip whose directory says another size than the file unpacks to."""
    honest = zipped({"processes/a/a.bpmn": b"0" * 900_000})
    return honest.replace((900_000).to_bytes(4, "little"), size.to_bytes(4, "little"))


def otherwise(method: int, *, spoilt: bool = False) -> bytes:
    """A zip packed in another way than those we write; `spoilt`: what is packed has no sense."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("processes/a/a.bpmn", b"one" * 100)
    data, start = bytearray(packed.getvalue()), len("processes/a/a.bpmn") + 30
    if spoilt:
        data[start + 4 : start + 9] = b"\xff" * 5  # what LZMA is told to begin with
    return bytes(data)


FINE = {"processes/a/a.bpmn": b"one"}
HOSTILE = {
    "no zip": b"PK\x03\x04 nothing",
    "empty": zipped({}),
    "above": zipped({"../a.bpmn": b"x"}),
    "absolute": zipped({"/processes/a/a.bpmn": b"x"}),
    "drive": zipped({"C:\\processes\\a\\a.bpmn": b"x"}),
    "round about": zipped({"processes/a/../../a.bpmn": b"x"}),
    "dated numbers": zipped({"processes/rule_packs/r316.yaml": b"x"}),
    "program": zipped({"engine/evil.py": b"x"}),
    "binary": zipped({"processes/a/a.bpmn": b"\0\1\2"}),
    "not UTF-8": zipped({"processes/a/letters/a.lv.md": "š".encode("cp1257")}),
    "large file": zipped({"processes/a/a.bpmn": b"0" * 2_000_000}),
    "bomb": zipped({f"processes/a/scenarios/s{n}.yaml": b"0" * 1_000_000 for n in range(40)}),
    "many": zipped({f"processes/a/scenarios/s{n}.yaml": b"" for n in range(1_500)}),
    "lying small": lying(10),
    "lying large": lying(4_000_000_000),
    "link": zipped(FINE, link),
    "twice": zipped(FINE, twice),
    "packed by LZMA": otherwise(zipfile.ZIP_LZMA),
    "spoilt LZMA": otherwise(zipfile.ZIP_LZMA, spoilt=True),
    "packed by BZIP2": otherwise(zipfile.ZIP_BZIP2),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(EngineError):
        draft_archives.read_zip(HOSTILE[name])


def test_a_draft_goes_out_and_comes_in_byte_for_byte(story: Story) -> None:
    owner, runtime = story.actor("process_owner"), story.runtime
    draft_id = begun(story)
    put(story, draft_id, LETTER, "# Cits teksts\n")
    packed = draft_archives.export(runtime, owner, draft_id)
    assert packed == draft_archives.export(runtime, owner, draft_id)
    before = files_of(story, draft_id)
    other = begun(story)
    assert draft_archives.take_in(runtime, owner, other, packed, seen=0) == 1
    assert files_of(story, other) == before
    without = {path: data for path, data in before.items() if path != LETTER}
    assert draft_archives.take_in(runtime, owner, other, zipped(without), seen=1) == 1
    assert draft_files.read(runtime, owner, other, LETTER).content is None


def test_a_zip_over_a_changed_draft_is_refused_and_changes_nothing(story: Story) -> None:
    owner, runtime = story.actor("process_owner"), story.runtime
    draft_id = begun(story)
    packed = draft_archives.export(runtime, owner, draft_id)
    put(story, draft_id, LETTER, "# Cits teksts\n")
    before = files_of(story, draft_id)
    with pytest.raises(EngineError, match="changed after"):
        draft_archives.take_in(runtime, owner, draft_id, packed, seen=0)
    with pytest.raises(EngineError):
        draft_archives.take_in(runtime, owner, draft_id, zipped({**FINE, "x.exe": b""}), seen=1)
    assert files_of(story, draft_id) == before


@pytest.mark.parametrize("told", ["postgresql"], indirect=True)  # SQLite takes any letter
@pytest.mark.parametrize("path", ["forms/a\0b.json", "\0", "forms/\ud800.json"])
def test_a_path_that_no_database_can_hold_is_no_file(told: Story, path: str) -> None:
    owner, draft_id = told.actor("process_owner"), begun(told)
    with pytest.raises(NotFound):
        draft_files.read(told.runtime, owner, draft_id, path)
    with pytest.raises(NotFound):
        draft_files.take_out(told.runtime, owner, draft_id, path, seen=0)

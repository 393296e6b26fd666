"""A sealed file opens with its own keys only, and every change to it is found: bits, cuts, swaps, doubles."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from engine.errors import Unusable
from engine.persistence import sealed_files
from engine.persistence.keys import KeyRing, new_key_ring
from engine.persistence.sealed_files import seal_file, unseal_file

CHUNK, TAG, HEAD = 64, 16, len(sealed_files.MAGIC) + 34


@pytest.fixture
def ring() -> KeyRing:
    return new_key_ring()


@pytest.fixture
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_files, "CHUNK", CHUNK)


def sealed(folder: Path, plain: bytes, ring: KeyRing) -> Path:
    (folder / "plain").write_bytes(plain)
    seal_file(folder / "plain", folder / "sealed", ring)
    return folder / "sealed"


def opened(file: Path, ring: KeyRing) -> bytes:
    unseal_file(file, file.with_name("opened"), ring)
    return file.with_name("opened").read_bytes()


@pytest.mark.usefixtures("short_chunks")
@pytest.mark.parametrize("length", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_what_was_sealed_comes_out_again(tmp_path: Path, ring: KeyRing, length: int) -> None:
    plain = os.urandom(length)
    assert opened(sealed(tmp_path, plain, ring), ring) == plain


@pytest.mark.usefixtures("short_chunks")
def test_every_change_is_found(tmp_path: Path, ring: KeyRing) -> None:
    whole = sealed(tmp_path, os.urandom(4 * CHUNK), ring).read_bytes()
    other = sealed(tmp_path, os.urandom(4 * CHUNK), ring).read_bytes()
    head, size = whole[:HEAD], CHUNK + TAG
    one, two, three, four = (whole[HEAD + at * size :][:size] for at in range(4))
    spoilt = {
        "a byte": [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole))],
        "cut": [whole[:length] for length in range(len(whole))],
        "longer": [whole + b"x", whole + four],
        "swapped": [head + two + one + three + four, head + one + two + four + three],
        "left out": [head + one + three + four, head + two + three + four],
        "doubled": [head + one + one + two + three + four],
        "of another file": [head + one + other[HEAD + size :][:size] + three + four, head + other[HEAD:]],
    }
    for files in spoilt.values():
        for data in files:
            (tmp_path / "spoilt").write_bytes(data)
            with pytest.raises(Unusable, match=r"damaged|cut|another key file"):
                unseal_file(tmp_path / "spoilt", None, ring)


def test_other_keys_are_told_and_a_newer_key_opens_older_files(tmp_path: Path) -> None:
    file = sealed(tmp_path, b"Anna", KeyRing({1: b"1" * 32}))
    assert opened(file, KeyRing({1: b"1" * 32, 2: b"2" * 32})) == b"Anna"
    for ring in (KeyRing({1: b"x" * 32}), KeyRing({2: b"1" * 32})):
        with pytest.raises(Unusable, match="key 1 of another key file"):
            unseal_file(file, None, ring)


def test_memory_does_not_grow_with_the_file(tmp_path: Path, ring: KeyRing) -> None:
    size = 24 * sealed_files.CHUNK
    (tmp_path / "plain").write_bytes(bytes(size))
    tracemalloc.start()
    seal_file(tmp_path / "plain", tmp_path / "sealed", ring)
    unseal_file(tmp_path / "sealed", tmp_path / "opened", ring)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < size / 3
    assert (tmp_path / "opened").stat().st_size == size

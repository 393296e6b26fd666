from __future__ import annotations

import hashlib
import hmac
import pickle
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Unusable
from engine.persistence.keys import KeyRing, _Hmac, new_key_ring, open_key_file

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.binary())
def test_what_was_sealed_opens(plain: bytes) -> None:
    ring = KeyRing({1: OLD})
    assert ring.unseal(ring.seal(plain, "person.name"), "person.name") == plain


def test_the_same_value_is_never_sealed_alike() -> None:
    ring = new_key_ring()
    assert len({ring.seal(b"same", "a.b") for _ in range(100)}) == 100


def test_another_place_another_key_or_one_changed_bit_do_not_open() -> None:
    ring = KeyRing({1: OLD})
    sealed = ring.seal(b"diagnosis", "case.note")
    for wrong_ring, wrong_sealed, wrong_label in (
        (ring, sealed, "case.other"),
        (KeyRing({1: NEW}), sealed, "case.note"),
        (KeyRing({2: OLD}), sealed, "case.note"),
        (ring, sealed[:5], "case.note"),
        (ring, b"", "case.note"),
        *(
            (ring, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], "case.note")
            for at in range(len(sealed))
        ),
    ):
        with pytest.raises(ValueError, match="case"):
            wrong_ring.unseal(wrong_sealed, wrong_label)


def test_after_a_new_key_old_values_open_new_ones_use_it_and_hashes_stay() -> None:
    before, after = KeyRing({1: OLD}), KeyRing({1: OLD, 2: NEW})
    assert after.unseal(before.seal(b"x", "a.b"), "a.b") == b"x"
    with pytest.raises(ValueError, match="does not have"):
        before.unseal(after.seal(b"x", "a.b"), "a.b")
    assert before.lookup_hash("person", "x") == after.lookup_hash("person", "x")
    assert before.audit_mac(b"x") == after.audit_mac(b"x")


def test_one_purpose_never_serves_another() -> None:
    ring = KeyRing({1: OLD})
    made = [ring.lookup_hash("person", "x"), ring.lookup_hash("week", "x"), ring.audit_mac(b"person\0x")]
    assert len(set(made)) == 3


@pytest.mark.parametrize("masters", [{}, {0: OLD}, {256: OLD}, {1: b"short"}])
def test_a_ring_of_wrong_keys_is_refused(masters: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing(masters)


def test_keys_are_neither_shown_nor_pickled() -> None:
    ring = KeyRing({1: OLD})
    assert repr(ring) == "KeyRing(keys=[1])"
    with pytest.raises(TypeError, match="pickled"):
        pickle.dumps(ring)


def test_the_key_file_is_made_for_its_owner_only_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "var" / "asistents.key"
    made = open_key_file(path, create=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert open_key_file(path).check_value() == open_key_file(path, create=True).check_value()
    assert open_key_file(path).check_value() == made.check_value()


def test_a_missing_readable_by_all_or_broken_key_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "asistents.key"
    with pytest.raises(Unusable, match="No such file"):
        open_key_file(path)
    path.write_text(f"1 {OLD.hex()}\n")
    path.chmod(0o644)
    with pytest.raises(Unusable, match="chmod 600"):
        open_key_file(path)
    path.chmod(0o600)
    for broken in ("", "1 zz\n", "one\n", "1 00\n", "ā"):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(Unusable, match="does not hold valid keys"):
            open_key_file(path)
    path.write_text(f"# keys\n\n1 {OLD.hex()}\n2 {NEW.hex()}\n")
    assert repr(open_key_file(path)) == "KeyRing(keys=[1, 2])"


@given(key=st.binary(min_size=1, max_size=64), data=st.binary(max_size=300))
def test_the_quick_hmac_is_the_one_of_the_standard(key: bytes, data: bytes) -> None:
    assert _Hmac(key).hex(data) == hmac.digest(key, data, hashlib.sha256).hex()

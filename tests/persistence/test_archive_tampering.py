"""Whoever changes an anchor or a file of an archived year is noticed."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.persistence import archive_files
from engine.persistence.database import Database
from tests.persistence.trail import FILE, file_check, move, problems, seal, tamper

ANCHORS = {
    "deleted": "DELETE FROM audit_archive WHERE year = 2024",
    "other end": "UPDATE audit_archive SET last_seq = 9 WHERE year = 2024",
    "other file": "UPDATE audit_archive SET file_sha256 = 'x' WHERE year = 2024",
    "other year": "UPDATE audit_archive SET year = 2023 WHERE year = 2024",
    "of another chain": "UPDATE audit_archive SET chain = 2 WHERE chain = 1",
    "events cut away behind it": "DELETE FROM audit_event WHERE sealed_seq < 13",
    "cut away with a longer reach": "UPDATE audit_archive SET last_seq = 12 WHERE year = 2024;"
    "DELETE FROM audit_event WHERE sealed_seq < 13",
}


@pytest.mark.parametrize("how", ANCHORS)
def test_every_tampering_with_an_anchor_is_found(
    database_file: Path, years: Database, folder: Path, how: str
) -> None:
    move(years, folder)
    seal(years)
    years.close()
    tamper(database_file, *ANCHORS[how].split(";"))
    assert problems(years), how


def rewrite(file: Path, change: Callable[[list[dict[str, object]]], list[dict[str, object]]]) -> None:
    events = change(list(archive_files.events(file)))
    file.unlink()
    archive_files.append(file, 0, events)


def altered(events: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{**one, "action": "x"} if one["sealed_seq"] == 4 else one for one in events]


Tampering = Callable[[Path], object]
FILES: dict[str, tuple[Tampering, str]] = {
    "an event altered": (lambda file: rewrite(file, altered), "4: the event was altered"),
    "an event away": (
        lambda file: rewrite(file, lambda read: read[:3] + read[4:]),
        "5: an event before this",
    ),
    "the last away": (lambda file: rewrite(file, lambda read: read[:-1]), "not the file that was closed"),
    "an event twice": (lambda file: rewrite(file, lambda read: [*read, read[-1]]), "not the file that was"),
    "cut": (lambda file: file.write_bytes(file.read_bytes()[:-9]), "its end is missing"),
    "spoilt": (lambda file: file.write_bytes(b"?" + file.read_bytes()[1:]), "it is damaged"),
    "no events": (
        lambda file: file.write_bytes(gzip.compress(b'{"$decimal":"x"}\n')),
        "not the file that was",
    ),
    "away": (lambda file: file.unlink(), "it is not there"),
}


@pytest.mark.parametrize("how", FILES)
def test_every_tampering_with_a_file_is_found(years: Database, folder: Path, how: str) -> None:
    tampering, said = FILES[how]
    move(years, folder)
    tampering(folder / FILE)
    is_sound, detail = file_check(years, folder)
    assert not is_sound
    assert said in detail
    assert problems(years) == []  # the database alone cannot know


def test_a_file_with_a_new_hash_in_its_anchor_is_found_by_the_keys(
    database_file: Path, years: Database, folder: Path
) -> None:
    """Whoever has the database and the files, but not the keys."""
    move(years, folder)
    rewrite(folder / FILE, altered)
    sha256, size = archive_files.sha256_of(folder / FILE), archive_files.size_of(folder / FILE)
    years.close()
    tamper(
        database_file,
        f"UPDATE audit_archive SET file_sha256 = '{sha256}', file_bytes = {size} WHERE chain = 1",  # noqa: S608
    )
    assert "4: the event was altered" in file_check(years, folder)[1]
    assert problems(years)

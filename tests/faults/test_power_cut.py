"""The power goes: what was acknowledged had been synced, and the log opens wherever it was cut."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from engine.clock import VirtualClock
from engine.settings import ROOT
from tests.faults.conftest import Count
from tests.faults.house import BEGINS, Place, begin_errand, open_place

HEADER, FRAME = 32, 24  # bytes before the first frame of the log, and before the page in each frame
SYNCED_AT_ONCE = 1000  # frames after which SQLite moves them into the file itself


def test_every_commit_is_synced_before_it_is_acknowledged(
    sqlite_place: Place, tmp_path: Path, count: Count
) -> None:
    """Counted from outside: before each acknowledgement, itself a synced write, the log was synced."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("no strace on PATH (Debian: apt install strace)")
    acks, trace = tmp_path / "acks", tmp_path / "trace"
    place = Place(**{**sqlite_place.as_json(), "durable": True})  # type: ignore[arg-type]
    script = (
        "from tests.faults.house import Place; from tests.faults import planting, roles; "
        "planting.plant_from_environment(); "
        f"roles.write_errands(Place(**{place.as_json()!r}), dict(acks={str(acks)!r}, count=5, name='s'))"
    )
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [strace, "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", str(trace), sys.executable, "-c", script],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0
    synced = [
        "acks" if f"<{acks}>" in line else "log"
        for line in trace.read_text().splitlines()
        if "-wal>" in line or f"<{acks}>" in line
    ]
    said = [at for at, what in enumerate(synced) if what == "acks"]
    assert len(said) == 10
    assert all(synced[at - 1] == "log" for at in said)
    count(3, "acknowledgements", len(said))
    count(3, "syncs_of_the_log", synced.count("log"))


def test_the_log_opens_wherever_it_was_cut(
    sqlite_place: Place, tmp_path: Path, chance: random.Random, count: Count, long: bool
) -> None:
    """Cut before, in the middle of and after every frame: whole, with all that was acknowledged before."""
    file = Path(sqlite_place.url.removeprefix("sqlite:///"))
    log = file.with_name(f"{file.name}-wal")
    runtime = open_place(sqlite_place, VirtualClock(BEGINS))
    said: list[tuple[int, int]] = []  # size of the log at an acknowledgement, what was acknowledged
    for number in range(20 if long else 4):
        instance_id = begin_errand(runtime, f"e-{number}")
        said.append((log.stat().st_size, instance_id))
    before = Path(shutil.copy(file, tmp_path / "before.db"))
    content = log.read_bytes()
    runtime.database.close()
    with closing(sqlite3.connect(before)) as connection:
        [(page,)] = connection.execute("PRAGMA page_size")
    frame = FRAME + page
    assert said[-1][0] == len(content) < SYNCED_AT_ONCE * frame
    frames = range(HEADER, len(content) + 1, frame)
    cuts = [at for end in frames for at in (end - chance.randrange(1, HEADER), end, end + frame // 2)]
    if not long:
        cuts = sorted({*chance.sample(cuts, 12), *(at - 1 for at, _ in said), *(at for at, _ in said)})
    for cut in cuts:
        assert opened_after(before, content[:cut], tmp_path) >= {one for at, one in said if at <= cut}, cut
    count(3, "cuts_of_the_log", len(cuts))


def opened_after(before: Path, log: bytes, folder: Path) -> set[int]:
    """The file with so much of its log, opened: it is whole; its instances."""
    file = Path(shutil.copy(before, folder / "cut.db"))
    file.with_name("cut.db-wal").write_bytes(log)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {one for (one,) in connection.execute("SELECT id FROM process_instance")}

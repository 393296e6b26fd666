"""The audit's heads are kept outside the database: a cut tail shows, whoever has the database."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

from engine.persistence import audit
from engine.runtime import EVERY, Runtime
from engine.upkeep import audit_heads, reports
from engine.upkeep.audit_heads import HeadKeeper
from tests.web.town import Town


def happen(runtime: Runtime, times: int = 3) -> None:
    with runtime.transaction(EVERY) as session:
        for _ in range(times):
            audit.record(
                session, action="note_written", at=runtime.clock.now(), municipality_id=1, actor_user_id=None
            )
        session.flush()
        audit.seal(session)


def said(runtime: Runtime) -> dict[str, bool]:
    return {one.name: one.ok for one in reports.verify(runtime) if one.name.startswith("audit_")}


def kept(runtime: Runtime) -> list[dict[str, object]]:
    return [json.loads(line) for line in audit_heads.place(runtime.settings).read_text("utf-8").splitlines()]


def cut_tail_and_mend_the_head(runtime: Runtime, number: int) -> None:
    """What somebody with the database's own rights and an older copy of its head could do."""
    url = Path(runtime.settings.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(url) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        last = "SELECT MAX(sealed_seq) FROM audit_event WHERE municipality_id = 1"
        end = connection.execute(last).fetchone()[0] - number
        mac = "SELECT chain_mac FROM audit_event WHERE municipality_id = 1 AND sealed_seq = ?"
        (chain_mac,) = connection.execute(mac, (end,)).fetchone()
        connection.execute("DELETE FROM audit_event WHERE municipality_id = 1 AND sealed_seq > ?", (end,))
        connection.execute(
            "UPDATE audit_head SET sealed_seq = ?, chain_mac = ? WHERE chain = 1", (end, chain_mac)
        )


def test_a_cut_tail_shows_by_the_head_that_was_kept(town: Town) -> None:
    happen(town.runtime)
    assert audit_heads.keep(town.runtime) >= 1
    assert said(town.runtime) == {"audit_chain": True, "audit_heads": True}
    cut_tail_and_mend_the_head(town.runtime, 2)
    assert said(town.runtime) == {"audit_chain": False, "audit_heads": True}


def test_without_kept_heads_the_same_cut_would_not_show(town: Town) -> None:
    happen(town.runtime)
    cut_tail_and_mend_the_head(town.runtime, 2)
    assert said(town.runtime)["audit_chain"]


def test_once_a_day_a_line_for_each_chain_that_grew(town: Town) -> None:
    keeper = HeadKeeper(town.runtime)
    happen(town.runtime)
    assert keeper.beat() > 0
    happen(town.runtime)
    assert keeper.beat() == 0  # today's is written
    town.clock.pass_time(timedelta(days=1))
    assert keeper.beat() == 1  # only this municipality's chain grew
    town.clock.pass_time(timedelta(days=1))
    assert HeadKeeper(town.runtime).beat() == 0  # another process, and nothing happened
    ours = [line["sealed_seq"] for line in kept(town.runtime) if line["chain"] == 1]
    assert len(ours) == 2


def test_a_line_made_up_elsewhere_is_named(town: Town) -> None:
    happen(town.runtime)
    audit_heads.keep(town.runtime)
    file = audit_heads.place(town.runtime.settings)
    told = kept(town.runtime)[-1]
    file.write_text(file.read_text("utf-8") + json.dumps({**told, "sealed_seq": 1}) + "\nno line\n", "utf-8")
    check = next(one for one in reports.verify(town.runtime) if one.name == "audit_heads")
    number = len(kept_lines(file))
    assert not check.ok
    assert f"{file.name}:{number - 1}, {file.name}:{number}" in str(check.detail)


def kept_lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def test_after_a_restore_the_chain_counts_from_what_was_restored(town: Town) -> None:
    happen(town.runtime)
    audit_heads.keep(town.runtime)
    cut_tail_and_mend_the_head(town.runtime, 2)  # an older state: what a restore brings
    audit_heads.note_restored(town.runtime.settings, town.runtime.database.keys, town.clock.now())
    assert said(town.runtime) == {"audit_chain": True, "audit_heads": True}
    assert kept(town.runtime)[-1]["chain"] == audit_heads.RESTORED  # and whoever audits sees it


def test_only_the_services_own_user_reads_the_file(town: Town) -> None:
    happen(town.runtime)
    audit_heads.keep(town.runtime)
    assert audit_heads.place(town.runtime.settings).stat().st_mode & 0o077 == 0


def test_half_a_line_of_a_process_that_died_is_no_line(town: Town) -> None:
    happen(town.runtime)
    audit_heads.keep(town.runtime)
    file = audit_heads.place(town.runtime.settings)
    with file.open("a", encoding="utf-8") as cut:
        cut.write('{"at": "2026-02-0')
    happen(town.runtime)
    assert said(town.runtime)["audit_heads"]
    audit_heads.keep(town.runtime)  # cuts it off
    assert said(town.runtime) == {"audit_chain": True, "audit_heads": True}
    assert file.read_text("utf-8").endswith("}\n")

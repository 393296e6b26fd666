"""Every row of the table of budgets is really played: small here, in full by `bench --all`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from engine.domain.service_month import ServiceMonth
from engine.errors import Unusable
from engine.persistence import rows
from engine.persistence.tables.cases import ServiceCase
from engine.persistence.tables.instances import TaskStatus, UserTask
from engine.runtime import EVERY
from engine.simulation import bench, bench_country, bench_growth, bench_memory, bench_national, bench_timers
from engine.simulation.bench_copies import EVENTS, fill
from engine.simulation.bench_figures import Figure, machine, percentile
from engine.simulation.bench_ground import ground
from engine.simulation.bench_months import ANSWERS, PERIOD, REMINDS
from engine.simulation.bench_paid import give_paid_month
from engine.simulation.bench_periods import open_month, play, sign
from engine.simulation.bench_picture import Result, picture, read_result, share
from engine.simulation.bench_shares import PHASES
from engine.simulation.bench_site import Site
from engine.upkeep.claim_checks import claim_checks
from engine.upkeep.house_checks import house_checks
from engine.upkeep.payment_checks import payment_checks
from tests.long_runs import DATABASES
from tests.postgres import PostgresServer
from web.command_line import asistents
from web.commands import inbox_load, page_load

Lines = list[str]


@pytest.fixture
def told() -> Lines:
    """What the measurements say while they run."""
    return []


@pytest.fixture(params=DATABASES)
def site(request: pytest.FixtureRequest, told: Lines) -> Iterator[Site]:
    """A place to measure on; the server's databases are made by the bench itself, and dropped after it."""
    if request.param == "sqlite":
        yield Site(told.append)
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield Site(told.append, server.url("postgres"))
    with server.admin() as connection:
        left = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench%'")
        assert left.fetchall() == []


def test_a_contract_lives_its_months_one_after_another(
    site: Site, told: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_growth, "PAIRS", 1)
    monkeypatch.setattr(bench_growth, "EDGE", 1)
    [figure] = bench_growth.month_60(site, 13)
    assert figure.value > 0
    assert figure.at_most
    assert len(told) == 1


def test_copies_fill_the_tables_and_real_months_go_on(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_growth, "STEPS_MONTHS", 1)
    monkeypatch.setattr(bench_growth, "SIZES", (20,))
    points = bench_growth.growth(site, 40)
    steps = ["step_at_20_cases", "step_at_40_cases", "step_at_40_cases_to_20"]
    assert [one.name for one in points] == [*steps, "verify_40_cases"]
    assert points[3].value > 0
    assert points[2].value == pytest.approx(points[1].value / points[0].value)


def test_a_copy_is_a_live_case_with_its_open_task(site: Site) -> None:
    with ground(1, server=site.server) as stage:
        open_month(stage)
        fill(stage, 5)
        fill(stage, 5)  # has them already
        with stage.runtime.reading(stage.tenant) as session:
            assert rows.count(session, ServiceCase) == 5
            assert rows.count(session, UserTask, status=TaskStatus.OPEN) == 5


def test_verify_finds_a_full_house_sound_and_holds_nothing_of_it(site: Site) -> None:
    """Every case has a paid month behind it; none of it stays in memory with the session that looks."""
    with ground(2, server=site.server) as stage:
        open_month(stage)
        stage.clock.move_to(REMINDS)
        sign(stage, ANSWERS, limit=1)
        fill(stage, 30)
        give_paid_month(stage)
        with stage.runtime.reading(EVERY) as session:
            checks = [
                *house_checks(session, stage.runtime.settings),
                *claim_checks(session),
                *payment_checks(session),
            ]
            assert [one.name for one in checks if not one.ok] == []
            assert {type(one).__name__ for one in session.held} <= {"Municipality", "AuditHead"}
        looked_at = {one.name: int(str(one.detail.values["count"])) for one in checks}
    paid = 29  # one of the two real months was signed, 28 are copies
    assert [looked_at[name] for name in ("ledger_entries", "pay_lines", "pay_booked")] == [paid] * 3
    assert looked_at["audit_chain"] > 28 * EVENTS


def test_months_that_nobody_could_sign_are_not_measured() -> None:
    with ground(1) as stage:
        assert play(stage, ServiceMonth.parse(PERIOD)) > 0
        with pytest.raises(AssertionError, match="only 0 of 1 tasks"):
            sign(stage, {"enter_month": {}}, limit=1)


def test_the_country_is_played_by_processes_that_share_it(
    site: Site, told: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_country, "MUNICIPALITIES", 2)
    whole, speed = bench_national.national(site, 5)  # raises when a month did not come into a claim
    assert whole.value == pytest.approx(bench_national.CONTRACTS / speed.value)
    assert [line.split(": ")[0] for line in told] == [f"national month, {name}" for name in PHASES]


def test_timers_fire_through_tick_queue_and_worker(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_timers, "MINUTE", timedelta(seconds=1))
    lag, longest, after, moved = bench_timers.timers(site, 4)
    assert 0 < lag.value <= longest.value
    assert after.value > 0
    assert moved.value == 0


def test_memory_is_read_from_a_process_of_its_own(site: Site) -> None:
    size, growth = bench_memory.memory(site, 2, 1)
    assert size.value > 20
    assert growth.value > 0.5


def test_the_inbox_is_looked_at_by_browsers(site: Site, told: Lines) -> None:
    [figure] = inbox_load.inbox(site, 60, 1, 2)
    assert figure.value > 0
    assert "60 tasks, 2 looks" in told[0]


def test_pages_are_looked_at_and_their_questions_counted(site: Site, told: Lines) -> None:
    figures = {one.name: one for one in page_load.pages(site, 60, 1, 2)}
    assert set(figures) == {f"{kind}_{name}" for kind in ("page", "statements") for name in page_load.PAGES}
    assert all(one.value > 0 for one in figures.values())
    assert len(told) == len(page_load.PAGES)


def test_the_ratio_is_measured_on_either_database(site: Site) -> None:
    raw, durable, ratio = bench.measure(site, 3)
    assert ratio.value == durable.value / raw.value > 0


def test_a_server_is_measured_with_commits_that_wait_for_the_disk(site: Site) -> None:
    """The tests' own server is a quick one: what a measurement rests on is said by the database itself."""
    on = machine(site.server)
    if site.server:
        assert (on["database"], on["synchronous_commit"], on["fsync"]) == ("postgresql", "on", "off")
    else:
        assert (on["database"], on["synchronous"]) == ("sqlite", "full")


def test_only_a_postgresql_server_that_answers_can_be_named(tmp_path: Path) -> None:
    for url, said in {
        f"sqlite:///{tmp_path}/a.db": "is not the address of a PostgreSQL server",
        "nothing": "is not the address of a",
        f"postgresql+psycopg://nobody@/none?host={tmp_path}": "cannot be used",
    }.items():
        done = CliRunner().invoke(asistents, ["bench", "--months", "1", "--database", url])
        assert done.exit_code == 1
        assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([float(one) for one in range(1, 101)], 0.95) == 95.0
    assert percentile([7.0], 0.99) == 7.0


def test_the_picture_says_what_was_missed() -> None:
    figures = [
        Figure("good", 0.3, "x", 0.2),
        Figure("slow", 120.0, "s", 60.0, at_most=True),
        Figure("said", 5.0, "ms"),
    ]
    drawn = ElementTree.fromstring(picture([Result(figures, {"cores": 2})]))  # noqa: S314 -- our own
    bars = [one for one in drawn if one.tag.endswith("rect")]
    words = " ".join(one.text or "" for one in drawn if one.tag.endswith("text"))
    assert [float(one.attrib["width"]) for one in bars[2::2]] == [360.0, 180.0]
    assert "slow" in words
    assert "said" not in words  # nothing to reach, no bar
    assert "cores 2" in words
    assert (share(figures[0]) > 1, share(figures[1])) == (True, 0.5)


def test_two_results_stand_beside_each_other(tmp_path: Path) -> None:
    """One was printed by an earlier run: its bars are as long as those of the figures themselves."""
    figures = [Figure("a", 0.3, "x", 0.2), Figure("b", 120.0, "s", 60.0, at_most=True), Figure("c", 1.0, "s")]
    only_here = [Figure("d", 0.1, "x", 0.4), Figure("e", 0, "timers", 0, at_most=True)]
    printed = {"machine": {"database": "sqlite"}, "figures": [one.as_row() for one in [*figures, *only_here]]}
    (tmp_path / "sqlite.json").write_text(json.dumps(printed), "utf-8")
    earlier = read_result(tmp_path / "sqlite.json")
    drawn = ElementTree.fromstring(picture([earlier, Result(figures, {"database": "postgresql"})]))  # noqa: S314
    bars = [one for one in drawn if one.tag.endswith("rect")]
    assert [float(one.attrib["width"]) for one in bars[2::2]] == [360.0, 360.0, 180.0, 180.0, 90.0, 360.0]
    assert len({one.attrib["y"] for one in bars[1::2]}) == 6
    words = [one.text or "" for one in drawn if one.tag.endswith("text")]
    assert [one for one in words if "120" in one] == ["sqlite: 120 s (≤ 60)", "postgresql: 120 s (≤ 60)"]
    (tmp_path / "other.json").write_text("[]", "utf-8")
    for file in ("other.json", "none.json"):
        with pytest.raises(Unusable):
            read_result(tmp_path / file)

"""Measuring: how fast the house is beside bare SpiffWorkflow, and whether it stays so as it fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from engine.simulation import bench as measuring
from engine.simulation.bench_figures import Figure, machine
from engine.simulation.bench_picture import Result, read_result
from engine.simulation.bench_picture import picture as draw
from engine.simulation.bench_site import Site
from engine.simulation.bench_table import TABLE as ENGINES
from engine.simulation.bench_table import Measure, growth, ratio
from web.commands import inbox_load, page_load
from web.commands.output import FOUND, Voice, options

TABLE: Mapping[str, Measure] = {**ENGINES, "inbox": inbox_load.inbox, "pages": page_load.pages}
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option("--months", type=click.IntRange(1, 5000), default=measuring.MONTHS, show_default=True)
@click.option("--all", "everything", is_flag=True, help="The whole table; takes long.")
@click.option("--national", is_flag=True, help="The country's month: 8,166 contracts.")
@click.option("--web", is_flag=True, help="The pages of a full house, and the crowded inbox.")
@click.option("--cases", type=click.IntRange(1001, 1_000_000), help="What a step costs among so many cases.")
@click.option("--picture", type=FILE, help="Draw the figures.")
@click.option("--beside", type=FILE, multiple=True, help="Draw what an earlier run printed with --json, too.")
@click.option(
    "--database",
    "server",
    default="",
    metavar="URL",
    help="A PostgreSQL server; databases named bench_… are made on it and dropped.",
)
@options
def bench(*, picture: Path | None, beside: Sequence[Path], server: str, voice: Voice, **wanted: Any) -> None:
    """Print raw and durable case-months a second and their ratio; with options, other figures too."""
    earlier = [read_result(file) for file in beside]
    site, on = Site(_tell, server), machine(server)
    figures = [figure for measure in _asked(**wanted).values() for figure in measure(site)]
    if picture is not None:
        picture.write_text(draw([*earlier, Result(figures, on)]), "utf-8")
    lines = [f"{one.name}: {one.value:.3f} {one.unit}{'' if one.ok else ' – missed'}" for one in figures]
    voice.end(_result(figures, on), lines, code=0 if all(one.ok for one in figures) else FOUND)


def _asked(
    *, months: int, everything: bool, national: bool, web: bool, cases: int | None
) -> dict[str, Measure]:
    """What is to be measured, in the order of the table; the ratio where nothing else was named."""
    asked = dict(TABLE) if everything else {}
    if national:
        asked["national"] = TABLE["national"]
    if web:
        asked |= {name: TABLE[name] for name in ("inbox", "pages")}
    if cases is not None:
        asked["growth"] = growth(cases)
    if not asked or "ratio" in asked:
        asked["ratio"] = ratio(months)
    return asked


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _result(figures: list[Figure], on: Mapping[str, object]) -> dict[str, object]:
    """What `--json` prints; raw, durable and their ratio by name where they were measured."""
    by_name = {figure.name: figure.value for figure in figures}
    named = {
        "raw_case_months_per_s": ("raw", 2),
        "durable_case_months_per_s": ("durable", 2),
        "ratio": ("ratio", 4),
    }
    ratio = {key: round(by_name[name], digits) for key, (name, digits) in named.items() if name in by_name}
    return {"machine": on, "database": on["database"], **ratio, "figures": [one.as_row() for one in figures]}

"""Measuring: how fast the house is beside bare SpiffWorkflow."""

from __future__ import annotations

import click

from engine.simulation import bench as measuring
from web.commands.output import FOUND, Voice, options


@click.command()
@click.option("--months", type=click.IntRange(1, 5000), default=measuring.MONTHS, show_default=True)
@options
def bench(months: int, voice: Voice) -> None:
    """Print raw and durable case-months a second and their ratio."""
    figures = measuring.measure(months, tell=lambda line: click.echo(line, err=True))
    by_name = {figure.name: figure for figure in figures}
    result = {
        "machine": measuring.machine(),
        "raw_case_months_per_s": round(by_name["raw"].value, 2),
        "durable_case_months_per_s": round(by_name["durable"].value, 2),
        "ratio": round(by_name["ratio"].value, 4),
        "figures": [
            {
                "name": one.name,
                "value": round(one.value, 4),
                "unit": one.unit,
                "reach": one.reach,
                "ok": one.ok,
            }
            for one in figures
        ],
    }
    lines = [f"{one.name}: {one.value:.3f} {one.unit}" for one in figures]
    voice.end(result, lines, code=0 if all(one.ok for one in figures) else FOUND)

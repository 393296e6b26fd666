"""The demo, and years that pass in minutes."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import click
from rich.progress import Progress

from engine.clock import SystemClock, local_day
from engine.jobs.metronome import Metronome
from engine.messages_catalogue import msg
from engine.simulation import demo as demonstration
from engine.simulation import simulate as simulating
from web.commands.output import Voice, options
from web.commands.serve import run


@click.command()
@click.option("--no-serve", is_flag=True, help="Only make it; do not open the pages.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@options
def demo(no_serve: bool, port: int, voice: Voice) -> None:  # noqa: FBT001 -- click's option
    """Make a made-up municipality, play its last three months, serve it."""
    begun = time.perf_counter()
    today = local_day(SystemClock().now())
    with _days(today, demonstration.first_day(today)) as tell:
        built = demonstration.build(today, tell=tell)
    result = demonstration.summary(built)
    result["url"] = None if no_serve else f"http://127.0.0.1:{port}"
    result["seconds"] = round(time.perf_counter() - begun, 1)
    if no_serve:
        voice.end(result, _lines(result))
    for line in _lines(result):
        voice.tell(line)
    built.runtime.clock = SystemClock()
    run(built.runtime, "127.0.0.1", port, voice, Metronome(built.runtime))

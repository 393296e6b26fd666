"""The demo, and years that pass in minutes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from engine.clock import SystemClock, local_day
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError
from engine.jobs.metronome import Metronome
from engine.messages_catalogue import Message, msg
from engine.settings import DEMO_DATABASE
from engine.simulation import demo as demonstration
from engine.simulation import demo_summary
from engine.simulation import simulate as playing
from web.commands.output import FOUND, Voice, options
from web.commands.serve import listen, run


class Month(click.ParamType[ServiceMonth]):
    """A month as YYYY-MM."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> ServiceMonth:
        """The month; wrong usage for anything else."""
        if isinstance(value, ServiceMonth):
            return value
        try:
            return ServiceMonth.parse(str(value))
        except EngineError as refused:
            self.fail(str(refused.message), param, ctx)


MONTH = Month()


@click.command()
@click.option("--no-serve", is_flag=True, help="Only make it; do not open the pages.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@options
def demo(no_serve: bool, port: int, voice: Voice) -> None:  # noqa: FBT001 -- click hands options over so
    """Make a made-up municipality, play its last three months, serve it."""
    begun = time.perf_counter()
    listening = None if no_serve else listen("127.0.0.1", port)
    clock = SystemClock()
    today = local_day(clock.now())
    with _days(demonstration.first_day(today), today) as tell:
        built = demonstration.build(DEMO_DATABASE, today, tell=tell)
    result = demo_summary.summary(built)
    served_at = port if listening is None else listening.getsockname()[1]
    result |= {"url": f"http://127.0.0.1:{served_at}", "seconds": round(time.perf_counter() - begun, 1)}
    if listening is None:
        voice.end(result, _told(result))
    voice.say(result, _told(result))
    built.runtime.clock = clock
    built.runtime.settings = replace(built.runtime.settings, public_address=str(result["url"]))
    run(built.runtime, listening, voice, Metronome(built.runtime))


@click.command()
@click.option("--cases", type=click.IntRange(1, 100_000), default=20, show_default=True)
@click.option("--months", type=click.IntRange(1, 120), default=3, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--from", "first", default="2022-07", show_default=True, type=MONTH)
@click.option("--export", type=click.Path(path_type=Path), help="Write the accounts as CSV.")
@options
def simulate(
    cases: int, months: int, seed: int, first: ServiceMonth, export: Path | None, voice: Voice
) -> None:
    """Play a made-up municipality under a virtual clock and add up what it came to."""
    wanted = playing.Wanted(cases, months, seed, first, export)
    last = wanted.first.plus(months).last_day
    with _days(wanted.first.first_day, last) as tell:
        played = playing.simulate(wanted, tell=tell)
    result = {name: getattr(played, name) for name in played.__slots__}
    result["hours_signed"] = float(played.hours_signed)  # JSON has no other number; it is shown, not reckoned
    right = played.pay_cents == played.pay_cents_expected
    voice.end(result, [f"{name}: {value}" for name, value in result.items()], code=0 if right else FOUND)


@contextmanager
def _days(first: date, last: date) -> Iterator[Callable[[date], None]]:
    """A progress bar on stderr that moves a day at a time."""
    with Progress(
        console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty()
    ) as progress:
        bar = progress.add_task("", total=(last - first).days)
        yield lambda day: progress.update(bar, completed=(day - first).days, description=day.isoformat())


def _told(result: dict[str, object]) -> list[Message | str]:
    """The demo's summary for people."""
    lines: list[Message | str] = []
    for name in ("cases", "months", "claims"):
        counted = result[name]
        assert isinstance(counted, dict)  # noqa: S101 -- narrows what summary gives
        lines.append(f"{name}: " + ", ".join(f"{state} {count}" for state, count in counted.items()))
    claim = result["claim"]
    if isinstance(claim, dict):
        total = claim["total_cents"]
        lines.append(msg("Paid claim of {month}: {total:money}.", month=claim["month"], total=total))
    sign_ins = result["sign_ins"]
    assert isinstance(sign_ins, list)  # noqa: S101 -- narrows what summary gives
    lines += [f"{one['role']}: {one['user']} / {one['password']}" for one in sign_ins]
    return lines

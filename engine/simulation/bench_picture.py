"""The figures as a picture: one bar each, how much of what it should reach; no text that needs a font.

Several results stand beside each other: a figure then has one bar for each of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from engine.errors import Unusable
from engine.messages_catalogue import msg
from engine.simulation.bench_figures import Figure, as_figure

WIDTH, ROW, LEFT, BAR = 860, 34, 300, 360
THICK, TOP = 18, 46
TITLE = "Measured against what it should reach"
GOOD, MISSED, LINE, INK, FAINT = "#14524a", "#b3261e", "#c9d3d0", "#1d2523", "#5b6764"


@dataclass(frozen=True, slots=True)
class Result:
    """What one run measured, and on what."""

    figures: Sequence[Figure]
    machine: Mapping[str, object]

    @property
    def database(self) -> str:
        """Its kind, which tells the bars of two results apart."""
        return str(self.machine.get("database", ""))


def read_result(file: Path) -> Result:
    """What `bench --json` printed into a file; raises Unusable for any other file."""
    try:
        printed = json.loads(file.read_text("utf-8"))
        return Result([as_figure(row) for row in printed["figures"]], dict(printed["machine"]))
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise Unusable(
            msg("{file} does not hold what bench prints with --json.", file=str(file))
        ) from trouble


def picture(results: Sequence[Result]) -> str:
    """SVG: a bar fills the frame when the figure is as good as it should be; the machines stand below."""
    names = list(
        dict.fromkeys(one.name for result in results for one in result.figures if one.reach is not None)
    )
    row = ROW + (THICK + 4) * (len(results) - 1)
    below = TOP + row * len(names)
    height = below + 20 + 20 * len(results)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
        f' aria-label="{TITLE}" font-family="sans-serif" font-size="14">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="26" fill="{INK}" font-weight="bold">{TITLE}</text>',
        *(line for at, name in enumerate(names) for line in _row(name, results, TOP + row * at)),
        *(_about(one, below + 26 + 20 * at) for at, one in enumerate(results)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def share(figure: Figure) -> float:
    """How much of what it should reach: 1 and more is good, whichever way the figure counts."""
    reach = figure.reach or 0.0
    if figure.at_most:
        return 1.0 if figure.value <= 0 else reach / figure.value if reach else 0.0
    return figure.value / reach if reach else 1.0


def _row(name: str, results: Sequence[Result], y: int) -> Iterator[str]:
    yield f'<text x="16" y="{y + 20}" fill="{INK}">{escape(name.replace("_", " "))}</text>'
    for at, result in enumerate(results):
        database = f"{result.database}: " if len(results) > 1 else ""
        for figure in result.figures:
            if figure.name == name:
                yield _bar(figure, y + (THICK + 4) * at, database)


def _bar(figure: Figure, y: int, database: str) -> str:
    filled = BAR * min(1.0, share(figure))
    sign = "≤" if figure.at_most else "≥"
    colour = GOOD if figure.ok else MISSED
    said = f"{database}{figure.value:.3g} {figure.unit.split(',')[0]} ({sign} {figure.reach:g})"
    return (
        f'<rect x="{LEFT}" y="{y + 6}" width="{BAR}" height="{THICK}" fill="none" stroke="{LINE}"/>'
        f'<rect x="{LEFT}" y="{y + 6}" width="{filled:.1f}" height="{THICK}" fill="{colour}"/>'
        f'<text x="{LEFT + BAR + 12}" y="{y + 20}" fill="{INK}" font-size="12">{escape(said)}</text>'
    )


def _about(result: Result, y: int) -> str:
    about = " · ".join(f"{name} {value}" for name, value in result.machine.items())
    return f'<text x="16" y="{y}" fill="{FAINT}" font-size="12">{escape(about)}</text>'

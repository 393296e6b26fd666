"""The figures as a picture: one bar each, how much of what it should reach; no text that needs a font."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from engine.simulation.bench_figures import Figure

WIDTH, ROW, LEFT, BAR = 860, 34, 300, 360
TOP = 46
TITLE = "Measured against what it should reach"
GOOD, MISSED, LINE, INK, FAINT = "#14524a", "#b3261e", "#c9d3d0", "#1d2523", "#5b6764"


def picture(figures: Sequence[Figure], machine: Mapping[str, object]) -> str:
    """SVG: a bar fills the frame when the figure is as good as it should be; the machine stands below."""
    shown = [one for one in figures if one.reach is not None]
    height = TOP + ROW * len(shown) + 40
    about = " · ".join(f"{name} {value}" for name, value in machine.items())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
        f' aria-label="{TITLE}" font-family="sans-serif" font-size="14">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="26" fill="{INK}" font-weight="bold">{TITLE}</text>',
        *(_row(one, TOP + ROW * at) for at, one in enumerate(shown)),
        f'<text x="16" y="{height - 14}" fill="{FAINT}" font-size="12">{escape(about)}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def share(figure: Figure) -> float:
    """How much of what it should reach: 1 and more is good, whichever way the figure counts."""
    reach = figure.reach or 0.0
    if figure.at_most:
        return 1.0 if figure.value <= 0 else reach / figure.value if reach else 0.0
    return figure.value / reach if reach else 1.0


def _row(figure: Figure, y: int) -> str:
    filled = BAR * min(1.0, share(figure))
    sign = "≤" if figure.at_most else "≥"
    colour = GOOD if figure.ok else MISSED
    said = f"{figure.value:.3g} {figure.unit.split(',')[0]} ({sign} {figure.reach:g})"
    return (
        f'<text x="16" y="{y + 20}" fill="{INK}">{escape(figure.name.replace("_", " "))}</text>'
        f'<rect x="{LEFT}" y="{y + 6}" width="{BAR}" height="18" fill="none" stroke="{LINE}"/>'
        f'<rect x="{LEFT}" y="{y + 6}" width="{filled:.1f}" height="18" fill="{colour}"/>'
        f'<text x="{LEFT + BAR + 12}" y="{y + 20}" fill="{INK}" font-size="12">{escape(said)}</text>'
    )

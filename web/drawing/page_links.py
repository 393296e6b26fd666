"""The line under a long list: the page before, the page behind, and which one this is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which part of a list a page shows; `first` and `last` name its edges (None: nothing beyond them)."""

    first: str | None
    last: str | None
    before: int  # lines that stand before the page
    total: int


def page_links(
    address: str, follow: Mapping[str, object], stretch: Stretch, on_a_page: int
) -> dict[str, object] | None:
    """The context `pages` of the macro page_links; None where everything is on one page."""
    if stretch.first is None and stretch.last is None:
        return None

    def leads(way: str, edge: str | None) -> str | None:
        kept = {name: value for name, value in follow.items() if value}
        return None if edge is None else f"{address}?{urlencode({**kept, way: edge})}"

    now = -(-stretch.before // on_a_page) + 1
    behind = stretch.total - stretch.before - on_a_page
    return {
        "now": now,
        "last": now + max(0, -(-behind // on_a_page)),
        "previous": leads("before", stretch.first),
        "next": leads("after", stretch.last),
    }

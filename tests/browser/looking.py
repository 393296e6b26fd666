"""What a machine can see of a page: is it accessible, does it fit, can its targets be hit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

# asked for by name: where nothing was laid out yet, `ready` alone waits for nothing
TYPEFACE = """Promise.all([
        document.fonts.load('400 16px "Atkinson Hyperlegible Next"'),
        document.fonts.load('700 16px "Atkinson Hyperlegible Next"'),
    ]).then(() => document.fonts.ready).then(() => true)"""
AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text("utf-8")


def accessibility_findings(page: Page) -> list[str]:
    """What axe finds wrong."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE)
    result: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in result["violations"]
        for node in finding["nodes"]
    ]


def overflow(page: Page) -> int:
    """How many pixels the page is wider than its window, once its typeface is there."""
    page.evaluate(TYPEFACE)
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links outside of sentences that are lower than 24 pixels."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
            .filter((one) => one.checkVisibility())
            .filter((one) => !one.closest('p, .govuk-visually-hidden, .govuk-skip-link, .bjs-powered-by'))
            .map((one) => [one.getBoundingClientRect().height, one.textContent.trim() || one.name])
            .filter(([height]) => height > 0 && height < 24).map(([height, name]) => `${name}: ${height}`)"""
    )
    return found

"""How a preview is looked at: language, width, as whom; kept in the address, so no script is needed."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from web.drawing.draft_drawing import Context

WIDTHS = ("phone", "wide")
TICKS = ("who", "filled", "plain")
MOST_SAMPLES = 40


def chosen(asked: Mapping[str, str], language: str, address: str, kept: Mapping[str, str]) -> Context:
    """What `parts/draft_preview.html` draws: `address` of the preview, `kept` of the page around it."""
    wanted = asked.get("in", "")
    sample = asked.get("sample", "0")
    found: dict[str, str] = {
        "in": wanted if wanted in ("lv", "en") else language,
        "sample": sample if sample.isdigit() and int(sample[:3]) < MOST_SAMPLES else "0",
        **{name: "1" for name in TICKS if asked.get(name) == "1"},
    }
    width = asked.get("width", "")
    return {
        **dict.fromkeys(TICKS, ""),
        **found,
        "width": width if width in WIDTHS else "phone",
        "base": address,
        "src": f"{address}?{urlencode(found)}",
        "kept": list(kept.items()),
    }

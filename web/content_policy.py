"""What a page of ours may load: itself, and nothing written into it.

No inline scripts or styles, no eval, nothing from other places. Browsers tell of violations; tests count
them too.
"""

from __future__ import annotations

REPORTS = "/policy-reports"
"""Where browsers tell of what they did not load: `report-uri`, which all of them know."""

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        f"report-uri {REPORTS}",
    )
)

FRAMING_POLICY = f"{PAGE_POLICY}; frame-src 'self'"
"""For the editors of forms and letters: the preview stands in a frame of theirs."""

FRAMED_POLICY = PAGE_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
"""For a preview: our own pages may show it in a frame."""

EDITOR_POLICY = f"{PAGE_POLICY}; style-src-attr 'unsafe-inline'"
"""For the page of the diagram editor alone: bpmn-js draws its icons with style attributes."""

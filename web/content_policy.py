"""What a page of ours may load: itself, and nothing written into it.

No inline scripts or styles, no eval, nothing from other places; the browser tests count violations.
"""

from __future__ import annotations

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
    )
)

EDITOR_POLICY = f"{PAGE_POLICY}; style-src-attr 'unsafe-inline'"
"""For the page of the diagram editor alone: bpmn-js draws its icons with style attributes."""

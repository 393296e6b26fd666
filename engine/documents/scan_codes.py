"""An address as a code that a telephone's camera reads (QR)."""

from __future__ import annotations

from io import BytesIO

import segno


def scan_code(address: str) -> str:
    """The code as an SVG picture; a tenth of it may be dirty and it is still read."""
    picture = segno.make(address, error="m", micro=False, boost_error=False)
    written = BytesIO()
    picture.save(written, kind="svg", border=2, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return written.getvalue().decode("ascii")

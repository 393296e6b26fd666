"""A PDF as its reader has it: the words of each page, and each page as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PIL import Image


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()


def texts(pdf: bytes) -> list[str]:
    """The words of each page."""
    with opened(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(page.split()) for page in pages]


def pictures(pdf: bytes, scale: float = 4) -> list[Image.Image]:
    """Each page as it is seen, black on white."""
    with opened(pdf) as document:
        return [page.render(scale=scale).to_pil().convert("L") for page in document]

"""A PDF as an answer: opened in the browser, kept by nobody on the way."""

from __future__ import annotations

from engine.letter_papers import PaperFile
from web.page import Response


def pdf(paper: PaperFile) -> Response:
    """The file under its own name."""
    answer = Response(paper.content, content_type="application/pdf")
    answer.headers.set("Content-Disposition", "inline", filename=paper.file_name)
    return answer

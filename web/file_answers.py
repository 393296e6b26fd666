"""A file as an answer: a PDF opens in the browser, everything else is kept by it."""

from __future__ import annotations

from flask import Response

from engine.letters.letter_papers import PaperFile


def pdf(paper: PaperFile) -> Response:
    """The file under its own name, to be looked at."""
    return _named(Response(paper.content, content_type="application/pdf"), "inline", paper.file_name)


def attachment(content: bytes, media_type: str, file_name: str, sha256: str = "") -> Response:
    """A file to be kept; the checksum where one was noted."""
    answer = _named(Response(content, content_type=media_type), "attachment", file_name)
    if sha256:
        answer.headers["X-Checksum-Sha256"] = sha256
    return answer


def _named(answer: Response, how: str, file_name: str) -> Response:
    answer.headers.set("Content-Disposition", how, filename=file_name)
    return answer

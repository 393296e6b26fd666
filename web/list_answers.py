"""A list, or tables of figures, as the file that a browser keeps."""

from __future__ import annotations

from typing import Protocol

from flask import Response

from engine.exports import list_files
from engine.exports.list_tables import WholeList
from engine.runtime import Runtime
from web.file_answers import attachment
from web.visit import actor, visit


class Made(Protocol):
    """A file as the front door makes it."""

    @property
    def file_name(self) -> str: ...
    @property
    def content(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...


def answer(runtime: Runtime, wanted: WholeList, kind: str) -> Response:
    """The list in the language of this request; that it was taken is noted."""
    return _kept(list_files.made(runtime, actor(), wanted, kind, visit().language))


def sent(runtime: Runtime, name: str, kind: str, made: Made) -> Response:
    """Tables of figures, which name nobody; that they were taken is noted too."""
    list_files.note(
        runtime, actor(), WholeList(name, ()), {"kind": kind, "sha256": list_files.sha256(made.content)}
    )
    return _kept(made)


def _kept(made: Made) -> Response:
    return attachment(made.content, made.media_type, made.file_name, list_files.sha256(made.content))

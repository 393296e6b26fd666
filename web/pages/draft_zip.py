"""A whole draft as one zip file: fetched, and taken in again."""

from __future__ import annotations

from functools import partial

from engine.drafting.drafts import draft_archives
from web.file_answers import attachment
from web.page import Answer, Response, Route, Runtime, actor, msg, request
from web.pages.draft_answers import seen
from web.pages.drafts import answered

SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def fetch(draft_id: int) -> Response:
        """All files of the draft."""
        packed = draft_archives.export(runtime, actor(), draft_id)
        return attachment(packed, "application/zip", f"laidiena-melnraksts-{draft_id}.zip")

    def send(draft_id: int) -> Answer:
        """The draft becomes what the zip file holds."""
        sent = request.files.get("zip")
        packed = sent.read(draft_archives.MOST_PACKED + 1) if sent else b""
        act = partial(draft_archives.take_in, runtime, actor(), draft_id, packed, seen=seen() or 0)
        return answered(runtime, draft_id, act, msg("The zip file was taken into the draft."))

    return [
        Route("/drafts/<int:draft_id>/zip", fetch, "draft.see"),
        Route("/drafts/<int:draft_id>/zip", send, "draft.edit", SEND),
    ]

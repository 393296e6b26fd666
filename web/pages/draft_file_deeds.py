"""Files of a draft added, taken out, and put back as the release has them."""

from __future__ import annotations

from engine.drafting import draft_files, draft_paths
from engine.drafting.draft_paths import FileKind
from engine.errors import EngineError, NotFound
from web.drawing import draft_drawing
from web.page import Answer, Route, Runtime, actor, go, msg, tell, typed
from web.pages.draft_answers import seen
from web.pages.drafts import draft_page

SEND = ("POST",)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def add(draft_id: int) -> Answer:
        """A new file of the draft, empty or from another one."""
        kind = typed("kind", 20)
        wanted = FileKind(kind) if kind in list(FileKind) else FileKind.FORM
        try:
            path = draft_paths.path_for(wanted, typed("process", 80), typed("name", 80))
            draft_files.save(runtime, actor(), draft_id, path, b"\n", seen=None)
        except NotFound:
            raise
        except EngineError as refused:
            return draft_page(runtime, draft_id, {"": refused.message}), 422
        return go(draft_drawing.address(draft_id, path))

    def take_out(draft_id: int, path: str) -> Answer:
        """The draft has the file no longer."""
        draft_files.take_out(runtime, actor(), draft_id, path, seen=seen() or 0)
        tell(msg("The file was taken out of the draft."))
        return go(draft_drawing.address(draft_id))

    def restore(draft_id: int, path: str) -> Answer:
        """The file is again what it is in the release the draft began from."""
        draft_files.restore(runtime, actor(), draft_id, path, seen=seen())
        tell(msg("The file is again as it is in the release."))
        return go(draft_drawing.address(draft_id))

    return [
        Route("/drafts/<int:draft_id>/files", add, "draft.edit", SEND),
        Route("/drafts/<int:draft_id>/take-out/<path:path>", take_out, "draft.edit", SEND),
        Route("/drafts/<int:draft_id>/restore/<path:path>", restore, "draft.edit", SEND),
    ]

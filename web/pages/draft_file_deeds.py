"""Files of a draft added, taken out, and put back as the release has them."""

from __future__ import annotations

from engine.drafting.diagrams import draft_diagrams
from engine.drafting.diagrams.draft_diagrams import NewForm, Wording
from engine.drafting.drafts import draft_files, draft_paths
from engine.drafting.drafts.draft_paths import FileKind
from engine.errors import EngineError, NotFound
from web.drawing import draft_drawing
from web.page import Answer, Route, Runtime, actor, go, msg, tell, typed
from web.pages.draft_answers import seen
from web.pages.drafts import draft_page

SEND = ("POST",)
NEW_LETTER = b"---\nsubject: {{ case_number }}\n---\n\n# {{ case_number }}\n"


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def add(draft_id: int) -> Answer:
        """A new file of the draft, empty or from another one."""
        kind = typed("kind", 20)
        wanted = FileKind(kind) if kind in list(FileKind) else FileKind.FORM
        try:
            path = _added(runtime, draft_id, wanted)
        except NotFound:
            raise
        except EngineError as refused:
            return draft_page(runtime, draft_id, {"": refused.message}), 422
        opens = wanted in draft_drawing.OPENED
        return go((draft_drawing.editor_address if opens else draft_drawing.address)(draft_id, path))

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


def _added(runtime: Runtime, draft_id: int, kind: FileKind) -> str:
    """The path of the new file: a form that asks nothing yet, a letter with an empty head, an empty file."""
    process_id, name = typed("process", 80), typed("name", 80)
    if kind is FileKind.FORM:
        title = Wording(typed("title"), typed("title_en"))
        return draft_diagrams.make_form(runtime, actor(), draft_id, NewForm(process_id, name, title))
    path = draft_paths.path_for(kind, process_id, name)
    content = NEW_LETTER if kind is FileKind.LETTER else b"\n"
    draft_files.save(runtime, actor(), draft_id, path, content, seen=None)
    return path

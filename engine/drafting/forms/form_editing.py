"""A form of a draft: opened to be edited, and changed by whoever has seen what stands there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files, draft_pages, draft_rooms
from engine.drafting.drafts.draft_pages import FilePage
from engine.drafting.drafts.draft_paths import FileKind, kind_of
from engine.drafting.forms import form_documents
from engine.drafting.forms.form_choices import FormChoices, of_form
from engine.drafting.forms.form_documents import Part
from engine.errors import EngineError, NotFound
from engine.messages_catalogue import msg
from engine.runtime import Runtime

__all__ = ["Asked", "FormChoices", "OpenedForm", "Part", "change", "form_path", "open_form"]

_CHANGED = msg("Somebody changed this form meanwhile. Look at it as it is now, and do it again.")


@dataclass(frozen=True, slots=True)
class OpenedForm:
    """A form as its editor needs it."""

    page: FilePage
    form: Part | None  # None: it cannot be read as a form; its text can be mended
    choices: FormChoices


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that somebody asks for: of which file, and of which of its versions."""

    draft_id: int
    path: str
    seen: int | None
    in_place: bool = False  # it says by itself where it belongs


def form_path(path: str) -> str:
    """The same path; NotFound for one that is not of a form."""
    if kind_of(path) is not FileKind.FORM:
        raise NotFound(msg("There is no such form."))
    return path


def open_form(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> OpenedForm:
    """The form with what its editor offers; NotFound where the draft has no such file."""
    page = draft_pages.find_file(runtime, actor, draft_id, form_path(path))
    choices = of_form(draft_rooms.of_draft(runtime, actor, draft_id), path)
    return OpenedForm(page, form_documents.read(page.file.content), choices)


def change(runtime: Runtime, actor: Actor, asked: Asked, act: Callable[[Part], str]) -> str:
    """Change the form and save it; the place to be chosen next, as `act` gives it.

    Where somebody was faster, a change that is `in_place` is made over what stands there now and
    StaleVersion carries both texts; any other is refused with a sentence. What changes nothing saves nothing.
    """
    one = draft_files.read(runtime, actor, asked.draft_id, form_path(asked.path))
    form = form_documents.read(one.content)
    if form is None:
        raise EngineError(msg("This file cannot be read as a form; mend its text first."))
    if asked.seen != one.version and not asked.in_place:
        raise EngineError(_CHANGED)
    before = form_documents.written(form)
    place = act(form)
    after = form_documents.written(form)
    if after != before:
        draft_files.save(runtime, actor, asked.draft_id, asked.path, after, seen=asked.seen)
    return place

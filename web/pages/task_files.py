"""Files that come with a task's form, and files that are fetched again."""

from __future__ import annotations

from engine.errors import InvalidAnswers
from engine.inbox.task_pages import TaskPage
from engine.task_forms.fields import FilePicker
from engine.tasks import uploads
from web.drawing.form_drawing import id_of
from web.file_answers import attachment
from web.page import Answer, Message, Response, Route, Runtime, actor, request
from web.pages.task_context import Flat
from web.password_first import A_WHILE_AGO, ask_password

ARRIVES = "_file:"  # before the key of the question, in the name of the input


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def file(word: str) -> Response:
        """A file as it was sent; never shown inside the page."""
        found = uploads.fetch(runtime, actor(), word)
        return attachment(found.content, found.media_type, found.file_name)

    return [Route("/uploads/<word>", file, "task.page")]


def received(runtime: Runtime, page: TaskPage, flat: Flat) -> tuple[Flat, dict[str, Message]]:
    """The inputs with the words of the files that came along, and a sentence for each that was refused.

    Whatever button was pressed: without a script a file is chosen and the form completed in one go.
    """
    kept, refused = dict(flat), dict[str, Message]()
    for field in page.form.fields():
        if not isinstance(field, FilePicker):
            continue
        for one in request.files.getlist(f"{ARRIVES}{field.key}"):
            if not one.filename:
                continue
            if not page.may_act:  # somebody was faster: it is told by its name and not kept
                kept[field.key] = [*kept.get(field.key, ()), one.filename]
                continue
            sent = uploads.Sent(one.filename, one.read(uploads.MOST_BYTES + 1))
            try:
                word = uploads.keep(runtime, actor(), page.task.task_id, field.key, sent)
            except InvalidAnswers as invalid:
                refused |= invalid.fields
            else:
                kept[field.key] = [*kept.get(field.key, ()), word]
    return kept, refused


def place_of(name: str) -> str:
    """Where on the page a question stands."""
    return f"#{id_of(name)}"


def password_first(runtime: Runtime, page: TaskPage) -> Answer | None:
    """The page that asks for the password, where the task's diagram wants it; else None."""
    return ask_password(runtime, A_WHILE_AGO) if page.sign_in_again else None

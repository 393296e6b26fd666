"""A task's form with what stands under its questions: names of files, where start values came from."""

from __future__ import annotations

from collections.abc import Mapping

from engine.inbox.task_about import TaskAbout
from engine.inbox.task_pages import TaskPage
from engine.messages_catalogue import Message
from web.drawing.form_drawing import Beside, FormDrawing
from web.drawing.origin_words import origin_lines
from web.drawing.task_drawing import Inputs, draw


def draw_task(
    page: TaskPage,
    about: TaskAbout,
    inputs: Inputs,
    language: str,
    *,
    errors: Mapping[str, Message],
    empty_rows: Mapping[str, int],
) -> FormDrawing:
    """The form with these inputs."""
    beside = Beside(about.history.files, about.history.signatures, origin_lines(page, language))
    return draw(page, inputs, errors=errors, empty_rows=empty_rows, beside=beside)

"""What is shown to the second of two people at one task: both answers, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.errors import EngineError, StaleVersion
from engine.inbox.task_pages import TaskPage
from engine.task_forms.terms import Known
from web.drawing.answer_words import NOTHING, AnswerWords
from web.page import Context, actor, is_party, language

Flat = Mapping[str, Sequence[str]]


def conflict(
    page: TaskPage, late: EngineError, flat: Flat, done_by: str | None, files: Mapping[str, str]
) -> Context:
    """The context of conflict.html: both answers; mine can go back into a form that is still open."""
    theirs = late.theirs if isinstance(late, StaleVersion) else {}
    mine = late.mine if isinstance(late, StaleVersion) else {}
    instruments = {name: one.instrument for name, one in page.instruments.items()}
    answers = AnswerWords(Known(page.context, instruments, page.words), language(), files)
    both = [
        {
            "label": field.label,
            "mine": answers.said(field, answers.typed(field, mine.get(field.key))),
            "theirs": answers.said(field, theirs.get(field.key)),
        }
        for field in page.form.fields()
        if field.key in mine or field.key in theirs
    ]
    fields = [field for field in both if {field["mine"], field["theirs"]} != {NOTHING}]
    address = f"/tasks/{page.task.task_id}"
    own = [(name, value) for name, values in flat.items() for value in values if not name.startswith("_")]
    return {
        "conflict": {
            "title": page.task.title(language()),
            "their_name": done_by,
            "by_me": page.task.completed_by == actor().user_id,
            "at": page.task.completed_at,
            "finished": not page.may_act,
        },
        "fields": [{**field, "differs": field["mine"] != field["theirs"]} for field in fields],
        "urls": {
            "keep_theirs": "/" if is_party(actor()) else "/tasks",
            "send_mine": address if page.may_act else None,
        },
        "version": page.task.version,
        "hidden": [*[(name, value) for name, value in own if name != "csrf_token"], ("_reopen", "1")],
    }

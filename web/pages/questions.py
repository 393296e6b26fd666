"""Questions to the caseworker: asked by people of a case, answered by the office."""

from __future__ import annotations

from functools import partial

from engine.cases import case_questions
from engine.cases.case_questions import Asked
from engine.errors import EngineError, NotFound
from web.drawing import list_columns
from web.page import (
    Answer,
    Context,
    Crumb,
    Message,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    is_party,
    may,
    msg,
    request,
    show,
    tell,
)

SEND = ("POST",)
MOST_TYPED = 20_000  # what is longer than allowed comes back to be shortened, not cut


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def waiting() -> str:
        """What the office was asked."""
        context: Context = {
            "waiting": [_row(one) for one in case_questions.waiting(runtime, actor())],
            "recent": [_row(one) for one in case_questions.recent(runtime, actor())],
        }
        return show(runtime, "questions.html", context)

    def new() -> str:
        """Ask."""
        return _ask_page(runtime, None)

    def ask() -> Answer:
        """Keep what was asked."""
        return _ask(runtime)

    def question(question_id: int) -> str:
        """One question with its answer."""
        return _page(runtime, question_id, None)

    def answer(question_id: int) -> Answer:
        """Answer it."""
        return _answer(runtime, question_id)

    return [
        Route("/questions", waiting, "question.answer", whole=partial(_whole, runtime)),
        Route("/questions/new", new, "question.ask"),
        Route("/questions/new", ask, "question.ask", SEND),
        Route("/questions/<int:question_id>", question, "question.see"),
        Route("/questions/<int:question_id>/answer", answer, "question.answer", SEND),
    ]


def _whole(runtime: Runtime) -> WholeList:
    """The same, for a file."""
    found = [*case_questions.waiting(runtime, actor()), *case_questions.recent(runtime, actor())]
    table = list_columns.table(msg("Questions"), list_columns.QUESTIONS, [_row(one) for one in found])
    return WholeList(
        "questions",
        [table],
        case_ids=frozenset(one.case_id for one in found),
        person_ids=frozenset(one.person_id for one in found),
    )


def _text() -> str:
    return request.form.get("text", "")[:MOST_TYPED].replace("\0", "")


def _answer(runtime: Runtime, question_id: int) -> Answer:
    try:
        case_questions.answer(runtime, actor(), question_id, _text())
    except NotFound:
        raise
    except EngineError as refused:
        return _page(runtime, question_id, refused.message), 422
    tell(msg("The answer was sent. It is on the person's first page."))
    return go("/questions")


def _ask(runtime: Runtime) -> Answer:
    wanted = request.form.get("case", "")
    case_id = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else 0
    try:
        case_questions.ask(runtime, actor(), case_id, _text())
    except NotFound:
        raise
    except EngineError as refused:
        return _ask_page(runtime, refused.message), 422
    tell(msg("Your question was sent. The answer will be on this page."))
    return go("/")


def _ask_page(runtime: Runtime, error: Message | None) -> str:
    cases = case_questions.askable(runtime, actor())
    chosen = request.values.get("case", "") or (str(cases[0].case_id) if cases else "")
    context: Context = {
        "cases": [
            {
                "id": one.case_id,
                "text": f"{one.recipient_name}, {one.number}",
                "chosen": str(one.case_id) == chosen,
            }
            for one in cases
        ],
        "text": _text(),
        "error": error,
    }
    return show(runtime, "question_new.html", context)


def _page(runtime: Runtime, question_id: int, error: Message | None) -> str:
    me = actor()
    asked = case_questions.find(runtime, me, question_id)
    for_staff = not is_party(me)
    answers = may("question.answer") and not asked.answer
    listed = "/questions" if may("question.answer") else None
    home = f"/cases/{asked.case_id}" if for_staff else "/"
    context: Context = {
        "question": {
            **_row(asked),
            "answer": asked.answer,
            "case_url": f"/cases/{asked.case_id}" if for_staff and may("case.list") else None,
            "answer_url": f"/questions/{question_id}/answer" if answers else None,
            "back": listed or home,
        },
        "typed": _text(),
        "error": error,
    }
    crumbs: list[Crumb] = [(msg("Questions"), listed), (asked.person_name, None)] if for_staff else []
    return show(runtime, "question.html", context, crumbs=crumbs)


def _row(one: Asked) -> Context:
    return {
        "text": one.text,
        "person": one.person_name,
        "recipient": one.recipient_name,
        "case_number": one.case_number,
        "asked_at": one.asked_at,
        "answered_at": one.answered_at,
        "answered_by": one.answered_by,
        "href": f"/questions/{one.question_id}",
    }

"""What is done to a running case from outside: held, resumed, moved to a district; deadlines, steps again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from engine.cases import case_districts, case_holding, reopenings
from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.inbox import task_deadlines
from engine.messages_catalogue import Message
from web.page import Answer, Route, Runtime, actor, go, msg, request, tell


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def hold(case_id: int) -> Answer:
        """Hold the case with a reason."""
        _told(lambda: case_holding.hold(runtime, actor(), case_id, _reason()), msg("The case is held."))
        return go(f"/cases/{case_id}")

    def resume(case_id: int) -> Answer:
        """Let it run again."""
        _told(lambda: case_holding.resume(runtime, actor(), case_id, _reason()), msg("The case goes on."))
        return go(f"/cases/{case_id}")

    def district(case_id: int) -> Answer:
        """Have the case belong to a district, or to none; who works elsewhere no longer finds it."""
        wanted = request.form.get("district", "?")
        chosen = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 18 else -1
        done = msg("The case is in another district now.") if wanted else msg("The case has no district now.")
        _told(lambda: case_districts.put(runtime, actor(), case_id, chosen if wanted else None), done)
        return go(f"/cases/{case_id}" if case_districts.sees(runtime, actor(), case_id) else "/cases")

    return [
        *_task_routes(runtime),
        Route("/cases/<int:case_id>/hold", hold, "case.hold", ("POST",)),
        Route("/cases/<int:case_id>/resume", resume, "case.hold", ("POST",)),
        Route("/cases/<int:case_id>/district", district, "case.district", ("POST",)),
    ]


def _task_routes(runtime: Runtime) -> list[Route]:
    def deadline(task_id: int) -> Answer:
        """Move the deadline of a task of a case."""
        case_id = task_deadlines.case_of(runtime, actor(), task_id)

        def _move() -> None:
            task_deadlines.move_deadline(runtime, actor(), task_id, _day(), _reason())

        _told(_move, msg("The deadline was moved."))
        return go(f"/cases/{case_id}?section=tasks")

    def reopen(task_id: int) -> Answer:
        """Open a completed step again; where it cannot be, say why on its page."""
        case_id: list[int] = []
        done = msg("The step is open again. Its old answers stand in the form.")
        _told(lambda: case_id.append(reopenings.reopen(runtime, actor(), task_id, _reason())), done)
        return go(f"/cases/{case_id[0]}?section=tasks" if case_id else f"/tasks/{task_id}")

    return [
        Route("/tasks/<int:task_id>/reopen", reopen, "task.reopen", ("POST",)),
        Route("/tasks/<int:task_id>/deadline", deadline, "deadline.move", ("POST",)),
    ]


def _told(act: Callable[[], None], done: Message) -> None:
    """Say what came of it; what is not for this person stays unknown to them."""
    try:
        act()
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        for sentence in invalid.fields.values():
            tell(sentence, "error")
    except EngineError as refused:
        tell(refused.message, "error")
    else:
        tell(done)


def _reason() -> str:
    return request.form.get("reason", "")


def _day() -> date:
    try:
        year, month, day = (int(request.form.get(f"day-{part}", "")) for part in ("year", "month", "day"))
        return date(year, month, day)
    except (ValueError, OverflowError):  # no number, no such day, no such year
        raise InvalidAnswers({"day": msg("Write the new day.")}) from None

"""What may no longer be kept: what is due in the municipality, and erasing one person, for good."""

from __future__ import annotations

from engine.errors import EngineError, InvalidAnswers, NotFound
from engine.retention import erasures, retention_pages, retention_runs
from engine.retention.judging import NO_REASON, SHORTEST_REASON
from web.drawing import retention_drawing
from web.page import Answer, Context, Message, Route, Runtime, actor, go, language, msg, show, tell, typed
from web.password_first import ask_password

SEND = ("POST",)
ADDRESS = "/retention"
TITLE = msg("Retention periods")
ERASE_PERSON = msg("Erase a person’s data")


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def overview() -> str:
        """What is due, the terms, what was erased so far."""
        return _overview(runtime)

    def look() -> Answer:
        """Reckon anew what is due."""
        retention_pages.look_again(runtime, actor())
        return go(ADDRESS)

    def erase() -> Answer:
        """Erase what the page showed."""
        return _erase(runtime)

    def person(person_id: int) -> str:
        """What stands in the way of erasing somebody, or the question whether it shall be done."""
        return _person(runtime, person_id)

    def erase_person(person_id: int) -> Answer:
        """Erase somebody."""
        return _erase_person(runtime, person_id)

    return [
        Route(ADDRESS, overview, "retention.see"),
        Route(f"{ADDRESS}/look", look, "retention.see", SEND),
        Route(f"{ADDRESS}/erase", erase, "retention.erase", SEND),
        Route("/people/<int:person_id>/erasure", person, "person.erase"),
        Route("/people/<int:person_id>/erasure", erase_person, "person.erase", SEND),
    ]


def _overview(runtime: Runtime, errors: dict[str, Message] | None = None) -> str:
    found = retention_pages.page(runtime, actor())
    context = {"errors": errors or {}, "reason": typed("reason", 1000)}
    drawn = retention_drawing.overview(found, language())
    return show(runtime, "retention.html", {**context, **drawn}, crumbs=[(TITLE, None)])


def _erase(runtime: Runtime) -> Answer:
    reason = typed("reason", 1000)
    if len(reason) < SHORTEST_REASON:
        return _overview(runtime, {"reason": NO_REASON}), 422
    if asked := ask_password(runtime):
        return asked
    try:
        number = retention_runs.erase_due(runtime, actor(), typed("fingerprint", 64), reason)
    except NotFound:
        raise
    except EngineError as refused:
        tell(refused.message, "error")
    else:
        tell(msg("Erased for good: {count}.", count=number))
    return go(ADDRESS)


def _person(runtime: Runtime, person_id: int, errors: dict[str, Message] | None = None) -> str:
    found = erasures.examine(runtime, actor(), person_id)
    context: Context = {
        "name": found.name,
        "hindrances": [one.sentence for one in found.hindrances],
        "cases": found.case_numbers,
        "action": f"/people/{person_id}/erasure",
        "errors": errors or {},
        "reason": typed("reason", 1000),
    }
    crumbs = [(TITLE, ADDRESS), (ERASE_PERSON, None)]
    return show(runtime, "person_erasure.html", context, crumbs=crumbs)


def _erase_person(runtime: Runtime, person_id: int) -> Answer:
    erasures.examine(runtime, actor(), person_id)  # not for this person: not even the password is asked
    reason = typed("reason", 1000)
    if len(reason) < SHORTEST_REASON:
        return _person(runtime, person_id, {"reason": NO_REASON}), 422
    if asked := ask_password(runtime):
        return asked
    try:
        erasures.erase_person(runtime, actor(), person_id, reason)
    except (NotFound, InvalidAnswers):
        raise
    except EngineError as refused:
        tell(refused.message, "error")
        return go(f"/people/{person_id}/erasure")
    tell(msg("The person’s data were erased for good."))
    return go(ADDRESS)

"""One month: the hours, who has signed them, the button that signs; and taking it back to change it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from engine.errors import EngineError, NotFound
from engine.months import evidence, months
from web.drawing import evidence_drawing, journeys_drawing, month_drawing, words
from web.page import Answer, Crumb, Route, Runtime, actor, go, is_party, language, may, msg, show, tell, typed


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def month(month_id: int) -> str:
        """The month."""
        return _month(runtime, month_id)

    def change(month_id: int) -> Answer:
        """The assistant takes a signed month back; the task to enter it is theirs again."""
        months.change_entries(runtime, actor(), month_id)
        tell(msg("The month is open again; sign it when it is right."), "notice")
        return go(f"/months/{month_id}")

    def correct(month_id: int) -> Answer:
        """The office begins to correct a claimed month; what it becomes is entered in a task."""
        months.correct(runtime, actor(), month_id)
        tell(msg("Enter what the month should be; both sides agree to it anew."), "notice")
        return go(f"/months/{month_id}")

    def demand(month_id: int) -> Answer:
        """The office demands a confirmation for a purpose of the month."""
        with telling_refusals():
            due = evidence.demand(runtime, actor(), month_id, typed("purpose"))
            tell(msg("Both sides are written to; the confirmation is awaited until {day}.", day=due))
        return go(f"/months/{month_id}")

    def received(month_id: int) -> Answer:
        """The confirmation came."""
        with telling_refusals():
            evidence.receive(runtime, actor(), month_id, typed("purpose"))
            tell(msg("Noted: the confirmation is here."))
        return go(f"/months/{month_id}")

    return [
        Route("/months/<int:month_id>", month, "month.see"),
        Route("/months/<int:month_id>/evidence", demand, "evidence.demand", ("POST",)),
        Route("/months/<int:month_id>/evidence/received", received, "evidence.demand", ("POST",)),
        Route("/months/<int:month_id>/change", change, "month.see", ("POST",)),
        Route("/months/<int:month_id>/correct", correct, "month.correct", ("POST",)),
    ]


@contextmanager
def telling_refusals() -> Iterator[None]:
    """Say on the page why it was refused; what is not for this person stays unknown to them."""
    try:
        yield
    except NotFound:
        raise
    except EngineError as refused:
        tell(refused.message, "error")


def _month(runtime: Runtime, month_id: int) -> str:
    me = actor()
    page = months.find(runtime, me, month_id)
    is_staff, period = not is_party(me), page.file.month.period
    context = month_drawing.month(
        page,
        me,
        runtime.clock.now(),
        is_staff=is_staff,
        sees_case=is_staff and may("case.see"),
        language=language(),
    )
    left = evidence.may_demand(runtime, me, month_id)
    context |= {
        "purposes": evidence_drawing.purposes(page),
        "journeys": journeys_drawing.journeys(page),
        "evidence": evidence_drawing.evidence(page, left, may_demand=may("evidence.demand")),
    }
    crumbs: list[Crumb] = [
        (msg("Months"), "/months"),
        (words.month(period, language()), f"/months?period={period}"),
        (page.file.recipient, None),
    ]
    return show(runtime, "month.html", context, crumbs=crumbs if is_staff else [])

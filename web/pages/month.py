"""One month: the hours, who has signed them, the button that signs; and taking it back to change it."""

from __future__ import annotations

from engine import months
from web.drawing import month_drawing, words
from web.page import Answer, Crumb, Route, Runtime, actor, go, is_party, language, may, msg, show, tell


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

    return [
        Route("/months/<int:month_id>", month, "month.see"),
        Route("/months/<int:month_id>/change", change, "month.see", ("POST",)),
    ]


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
    crumbs: list[Crumb] = [
        (msg("Months"), "/months"),
        (words.month(period, language()), f"/months?period={period}"),
        (page.file.recipient, None),
    ]
    return show(runtime, "month.html", context, crumbs=crumbs if is_staff else [])

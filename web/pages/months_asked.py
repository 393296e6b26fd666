"""What somebody asks of the months' list, and the addresses of its places."""

from __future__ import annotations

from urllib.parse import urlencode

from engine.domain.service_month import ServiceMonth
from engine.months.months import Cut, MonthState, Order
from web.drawing import words
from web.page import Runtime, typed

OLD_MONTH_UNTIL = 20  # until this day people still work on the month before


def address(
    period: ServiceMonth,
    state: MonthState | None = None,
    page: int = 1,
    *,
    action: str = "/months",
    order: Order | None = None,
) -> str:
    """A place of the list; whose months and the order stay as they are."""
    now = cut()
    asked = {
        "period": str(period),
        "state": str(state or ""),
        "page": str(page) if page > 1 else "",
        "worker": "" if now.worker_id is None else str(now.worker_id),
        "sort": "" if (order or now.order) is Order.NAME else str(order or now.order),
    }
    return f"{action}?{urlencode({name: value for name, value in asked.items() if value})}"


def period(runtime: Runtime) -> ServiceMonth:
    """The month asked for; else the one that people sign these days."""
    text = typed("period")
    if text:
        return ServiceMonth.parse(text)
    now = present(runtime)
    return now.plus(-1) if words.local_day(runtime.clock.now()).day <= OLD_MONTH_UNTIL else now


def present(runtime: Runtime) -> ServiceMonth:
    """The month of today."""
    return ServiceMonth.of(words.local_day(runtime.clock.now()))


def state() -> MonthState | None:
    """The state asked for; None: all."""
    text = typed("state")
    return MonthState(text) if text in set(MonthState) else None


def cut() -> Cut:
    """Whose months, in which order."""
    worker, order = typed("worker", 15), typed("sort", 20)
    return Cut(
        worker_id=int(worker) if worker.isascii() and worker.isdigit() else None,
        order=Order(order) if order in set(Order) else Order.NAME,
    )


def number(text: str) -> int:
    """The number of a page; 1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1

"""Months: of all contracts in a period, and one."""

from __future__ import annotations

from engine.domain.service_month import ServiceMonth
from engine.errors import NotFound
from engine.months import months as door
from engine.months.months import Cut, MonthState
from web.api import month_shapes as shapes
from web.api.shapes import MonthPath
from web.api.view import NO_PAGE, Operation, Runtime, Scope, actor, msg


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def list_months(query: shapes.MonthsQuery) -> shapes.MonthList:
        period, state = ServiceMonth.parse(query.period), _state(query.state)
        cut = Cut(at_once=query.limit, hanging=0)
        found = door.cockpit(runtime, actor(), period, state, page=query.page, cut=cut)
        return shapes.MonthList(
            period=query.period,
            months=[shapes.line(row.month) for row in found.rows],
            page=query.page,
            total=found.total,
            counts={str(one): count for one, count in found.counts.items()},
        )

    def get_month(path: MonthPath) -> shapes.MonthWhole:
        return shapes.whole(door.find(runtime, actor(), path.month_id))

    read = Scope.MONTHS_READ
    return [
        Operation("/months", list_months, read, msg("The months of all contracts"), shapes.MonthList),
        Operation("/months/<int:month_id>", get_month, read, msg("One month"), shapes.MonthWhole),
    ]


def _state(name: str | None) -> MonthState | None:
    if name is None:
        return None
    if name not in list(MonthState):
        raise NotFound(NO_PAGE)
    return MonthState(name)

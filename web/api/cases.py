"""Cases: listed, one, where it stands, what has happened."""

from __future__ import annotations

from engine.cases import cases as door
from engine.cases.cases import CaseState, Cursor, Wanted
from engine.errors import NotFound
from web.api import case_shapes as shapes
from web.api.shapes import CasePath, day_and_id
from web.api.view import NO_PAGE, Operation, Runtime, Scope, actor, msg


def operations(runtime: Runtime) -> list[Operation]:
    """Of this noun."""

    def list_cases(query: shapes.CasesQuery) -> shapes.CaseList:
        wanted = Wanted(_state(query.state), after=_cursor(query.cursor), limit=query.limit)
        page = door.listed(runtime, actor(), wanted)
        after = page.next
        return shapes.CaseList(
            cases=[shapes.line(row) for row in page.rows],
            next=None if after is None else f"{after.opened_on.isoformat()}.{after.case_id}",
            total=page.total,
        )

    def get_case(path: CasePath) -> shapes.CaseWhole:
        return shapes.whole(door.find(runtime, actor(), path.case_id))

    def get_case_state(path: CasePath) -> shapes.CaseStateShape:
        file = door.find(runtime, actor(), path.case_id)
        at = {} if file.header.instance_id is None else door.diagram(runtime, actor(), path.case_id)[1]
        return shapes.state(file, at)

    def get_case_timeline(path: CasePath) -> shapes.CaseTimeline:
        return shapes.timeline(door.find(runtime, actor(), path.case_id))

    read, one = Scope.CASES_READ, "/cases/<int:case_id>"
    return [
        Operation("/cases", list_cases, read, msg("The cases, the newest first"), shapes.CaseList),
        Operation(one, get_case, read, msg("One case"), shapes.CaseWhole),
        Operation(
            f"{one}/state", get_case_state, read, msg("Where a case stands"), shapes.CaseStateShape
        ),
        Operation(
            f"{one}/timeline", get_case_timeline, read, msg("What has happened in a case"),
            shapes.CaseTimeline,
        ),
    ]  # fmt: skip


def _state(name: str | None) -> CaseState | None:
    if name is None:
        return None
    if name not in list(CaseState):
        raise NotFound(NO_PAGE)
    return CaseState(name)


def _cursor(text: str | None) -> Cursor | None:
    if text is None:
        return None
    found = day_and_id(text)
    if found is None:
        raise NotFound(NO_PAGE)
    return Cursor(*found)

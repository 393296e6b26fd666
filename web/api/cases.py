"""Cases: listed, one, where it stands, what has happened, what was answered."""

from __future__ import annotations

from engine.case_files import case_data, case_opinions
from engine.cases import cases as door
from engine.cases.cases import CaseState, Cursor, Wanted
from engine.errors import NotFound
from engine.integrations.scopes import Scope
from engine.messages_catalogue import msg
from engine.runtime import Runtime
from engine.task_forms.schema import as_json
from web.api import case_shapes as shapes
from web.api.door import actor
from web.api.operations import Operation
from web.api.shapes import CasePath, day_and_id
from web.api.words import said

NO_PAGE = msg("There is no such thing, or it is not for you.")


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

    def get_case_answers(path: CasePath) -> shapes.CaseAnswers:
        return _answers(runtime, path.case_id)

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
        Operation(
            f"{one}/answers", get_case_answers, Scope.HEALTH_READ, msg("The answers of a case: health data"),
            shapes.CaseAnswers,
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


def _answers(runtime: Runtime, case_id: int) -> shapes.CaseAnswers:
    door.find(runtime, actor(), case_id)  # whether it is for them; and the look is noted
    forms = case_data.filled_forms(runtime, actor(), case_id)
    return shapes.CaseAnswers(
        case_id=case_id,
        forms=[
            shapes.FilledFormShape(
                title=said({"lv": one.title_lv, "en": one.title_en}),
                task_id=one.task_id,
                day=one.day,
                at=one.at,
                answers={key: as_json(value) for key, value in one.answers.items()},
            )
            for one in forms
        ],
        opinions=[shapes.opinion(one) for one in case_opinions.opinions(runtime, actor(), case_id)],
    )

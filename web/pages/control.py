"""The office's own work, checked: decisions without assessment, the yearly sample, assessors side by side."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from engine.case_files import controls
from engine.case_files.controls import Control, DrawnFile, NamedDecision, Sample, Spread
from engine.errors import EngineError, InvalidAnswers, NotFound
from web.drawing import list_columns, words
from web.drawing.second_look_drawing import LEVELS, draw
from web.page import (
    Answer,
    Context,
    Message,
    Route,
    Runtime,
    WholeList,
    actor,
    go,
    may,
    msg,
    request,
    show,
    tell,
    typed,
)

YEARS = 5


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def overview() -> str:
        """One year."""
        present = words.local_day(runtime.clock.now()).year
        found = controls.overview(runtime, actor(), _year(typed("year"), present))
        return show(runtime, "control.html", _context(found, present))

    def draw() -> Answer:
        """Draw this year's sample."""

        def _draw() -> Message:
            seed = controls.draw(runtime, actor(), typed("seed"))
            return msg("The sample is drawn; its seed is {seed}.", seed=seed)

        _told(_draw)
        return go("/control")

    def check(file_id: int) -> Answer:
        """Record what the check of a file found."""
        sent = {name: request.form.get(name, "") for name in ("verdict", "findings")}

        def _check() -> Message:
            controls.record_check(runtime, actor(), file_id, **sent)
            return msg("The check is recorded.")

        _told(_check)
        return go(f"/control#file-{file_id}")

    return [
        Route("/control", overview, "control.see", whole=partial(_whole, runtime)),
        Route("/control/draw", draw, "control.draw", ("POST",)),
        Route("/control/files/<int:file_id>", check, "control.check", ("POST",)),
    ]


def _told(act: Callable[[], Message]) -> None:
    """Say what came of it."""
    try:
        tell(act())
    except NotFound:
        raise
    except InvalidAnswers as invalid:
        for sentence in invalid.fields.values():
            tell(sentence, "error")
    except EngineError as refused:
        tell(refused.message, "error")


def _whole(runtime: Runtime) -> WholeList:
    """The files of the sample, and the decisions without an assessment."""
    present = words.local_day(runtime.clock.now()).year
    found = controls.overview(runtime, actor(), _year(typed("year"), present))
    drawn = found.sample.files if found.sample is not None else ()
    sample = [_file(one, may_check=False) for one in drawn]
    bare = [_decision(one) for one in (*found.unassessed, *found.taken_over_unassessed)]
    return WholeList(
        f"control-{found.year}",
        [
            list_columns.table(msg("Check of 10 % of the files"), list_columns.SAMPLE, sample),
            list_columns.table(msg("Decisions without an assessment"), list_columns.DECISIONS, bare),
        ],
        case_ids=frozenset(one.case_id for one in drawn),
    )


def _context(found: Control, present: int) -> Context:
    may_draw = found.sample is None and found.year == present and may("control.draw")
    return {
        "year": found.year,
        "years": [
            {"year": one, "href": f"/control?year={one}", "current": one == found.year}
            for one in range(present, present - YEARS, -1)
        ],
        "kept_off_url": "/kept-off" if may("case.keep_off") else None,
        "granted": found.granted,
        "unassessed": [_decision(one) for one in found.unassessed],
        "taken_over": found.taken_over,
        "taken_over_unassessed": [_decision(one) for one in found.taken_over_unassessed],
        "sample": None if found.sample is None else _sample(found.sample),
        "draw_url": "/control/draw" if may_draw else None,
        "spread": _spread(found.spread),
        "second_looks": [draw(one) for one in found.second_looks],
    }


def _decision(one: NamedDecision) -> Context:
    return {
        "number": one.number,
        "case_number": one.case_number,
        "issued_on": one.issued_on,
        "href": f"/cases/{one.case_id}",
    }


def _sample(sample: Sample) -> Context:
    return {
        "seed": sample.seed,
        "active_count": sample.active_count,
        "drawn_at": sample.drawn_at,
        "drawn_by": sample.drawn_by,
        "checked": sum(1 for one in sample.files if one.checked_at is not None),
        "files": [_file(one, may_check=may("control.check")) for one in sample.files],
    }


def _file(one: DrawnFile, *, may_check: bool) -> Context:
    return {
        "id": one.file_id,
        "place": one.place,
        "recipient": one.recipient,
        "case_number": one.case_number,
        "href": f"/cases/{one.case_id}",
        "own_assistant": one.own_assistant,
        "checked_by": one.checked_by,
        "checked_at": one.checked_at,
        "is_sound": one.is_sound,
        "findings": one.findings,
        "check_url": f"/control/files/{one.file_id}" if may_check else None,
    }


def _spread(found: Spread) -> Context:
    return {
        "assessments": found.assessments,
        "same_answers": found.same_answers,
        "unequal_points": found.unequal_points,
        "unequal_hours": found.unequal_hours,
        "levels": [LEVELS.get(level, level) for level in found.levels],
        "rows": [
            {
                "assessor": one.assessor,
                "assessments": one.assessments,
                "mean": None if one.mean_tenths is None else Decimal(one.mean_tenths) / 10,
                "levels": [one.levels.get(level, 0) for level in found.levels] if one.assessments else [],
                "decided": one.decided,
                "by_hand": one.by_hand,
                "individual": one.individual,
            }
            for one in found.rows
        ],
    }


def _year(text: str, present: int) -> int:
    found = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else present
    return found if present - YEARS < found <= present else present

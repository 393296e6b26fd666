"""The auditor's pages: what was done, and who looked at whose file; searched, and taken as files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from engine.auditing import trails
from engine.auditing.trails import ReadLine, TrailLine, Wanted
from engine.exports.list_tables import WholeList, every
from web.drawing import list_columns
from web.drawing.audit_words import DEEDS, deed
from web.drawing.case_words import PURPOSES
from web.page import (
    Context,
    Message,
    Response,
    Route,
    Runtime,
    actor,
    go,
    may,
    msg,
    request,
    said,
    show,
    tell,
    typed,
)

RIGHT, HERE = trails.RIGHT, "/audit"
READS = f"{HERE}/reads"
AT_ONCE = 5_000  # lines of one question to the database
MACHINE = msg("the system")
EVENT_COLUMNS: Sequence[list_columns.Column] = (
    (msg("Number"), list_columns.plain("number")),
    (msg("When"), list_columns.plain("at")),
    (msg("Who"), list_columns.plain("who")),
    (msg("In place of"), list_columns.plain("for_whom")),
    (msg("What was done"), list_columns.plain("what")),
    (msg("Case"), list_columns.plain("case")),
    (msg("About"), list_columns.plain("object")),
    (msg("Details"), list_columns.plain("details")),
    (msg("Code of the line"), list_columns.plain("mac")),
)
READ_COLUMNS: Sequence[list_columns.Column] = (
    (msg("When"), list_columns.plain("at")),
    (msg("Who"), list_columns.plain("who")),
    (msg("What for"), list_columns.plain("purpose")),
    (msg("Whose file"), list_columns.plain("case")),
)


def routes(runtime: Runtime) -> list[Route]:
    """Addresses of this page group."""

    def trail() -> str:
        """What was done."""
        return _trail(runtime)

    def reads() -> str:
        """Who looked at whose file."""
        return _reads(runtime)

    def find_person() -> Response:
        """From a personal code, which never stands in an address, to the looks at one file."""
        return _find_person(runtime)

    return [
        Route(HERE, trail, RIGHT, whole=lambda: _whole_trail(runtime)),
        Route(READS, reads, RIGHT, whole=lambda: _whole_reads(runtime)),
        Route(f"{READS}/find", find_person, RIGHT, ("POST",)),
    ]


def _trail(runtime: Runtime) -> str:
    wanted = _wanted()
    found = trails.search(runtime, actor(), wanted)
    context: Context = {
        **_frame(wanted, HERE, list(DEEDS.items()), found.people),
        "lines": [_event(line) for line in found.lines],
        "next_url": _next(HERE, found.next),
        "head": found.head,
        "houses": _houses(wanted),
    }
    return show(runtime, "audit.html", context)


def _reads(runtime: Runtime) -> str:
    wanted = _wanted()
    found = trails.reads(runtime, actor(), wanted)
    context: Context = {
        **_frame(wanted, READS, list(PURPOSES.items()), found.people),
        "find_url": f"{READS}/find",
        "lines": [_read(line) for line in found.lines],
        "next_url": _next(READS, found.next),
    }
    return show(
        runtime, "audit_reads.html", context, crumbs=[(msg("Audit"), HERE), (msg("Files read"), None)]
    )


def _find_person(runtime: Runtime) -> Response:
    person_id = trails.person_behind(runtime, actor(), typed("person", 40))
    if person_id is None:
        tell(msg("Nobody here has this personal code, and no case this number."))
    return go(READS if person_id is None else f"{READS}?person={person_id}")


def _frame(
    wanted: Wanted, here: str, actions: Sequence[tuple[str, Message]], people: Sequence[tuple[int, str]]
) -> Context:
    """The tabs and the filters, filled in as they were asked."""
    tabs = ((HERE, msg("What was done")), (READS, msg("Files read")))
    chosen = sorted(((value, said(text)) for value, text in actions), key=lambda one: one[1])
    return {
        "address": here,
        "tabs": [{"href": to, "text": text, "current": to == here, "count": None} for to, text in tabs],
        "asked": {
            "first": "" if wanted.first is None else wanted.first.isoformat(),
            "last": "" if wanted.last is None else wanted.last.isoformat(),
            "about": wanted.about,
            "house": "1" if wanted.of_house else "",
            "person": wanted.person_id,
        },
        "people": [{"value": one, "text": name, "chosen": one == wanted.user_id} for one, name in people],
        "actions": [
            {"value": value, "text": text, "chosen": value == wanted.action} for value, text in chosen
        ],
        "is_narrowed": wanted != Wanted(of_house=wanted.of_house, below=wanted.below),
    }


def _houses(wanted: Wanted) -> list[Context]:
    """The two chains: the municipality's own, and the installation's."""
    both = ((HERE, msg("This municipality"), False), (f"{HERE}?house=1", msg("The installation"), True))
    return [{"href": to, "text": text, "current": wanted.of_house is house} for to, text, house in both]


def _event(line: TrailLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "at": line.at,
        "who": line.who or MACHINE,
        "for_whom": line.for_whom,
        "what": deed(line.action),
        "case": line.case_number,
        "case_url": f"/cases/{line.case_id}" if line.case_id and may("case.see") else None,
        "object": " ".join(one for one in (line.object_kind, line.object_id) if one),
        "changed": _changed(line.details),
        "details": json.dumps(line.details, ensure_ascii=False, sort_keys=True, default=str)
        if line.details
        else "",
        "mac": line.mac,
    }


def _changed(details: Mapping[str, Any]) -> list[Context]:
    """What was changed, from what to what."""
    changed = details.get("changed")
    if not isinstance(changed, Mapping):
        return []
    return [
        {"name": name, "before": pair[0], "after": pair[1]}
        for name, pair in changed.items()
        if isinstance(pair, list | tuple) and len(pair) == 2
    ]


def _read(line: ReadLine) -> dict[str, Any]:
    return {
        "at": line.at,
        "who": line.who,
        "purpose": PURPOSES.get(line.purpose, line.purpose),
        "case": line.case_number,
        "case_url": f"/cases/{line.case_id}" if line.case_id and may("case.see") else None,
    }


def _whole_trail(runtime: Runtime) -> WholeList:
    def page(below: int | None) -> tuple[Sequence[TrailLine], int | None]:
        found = trails.search(runtime, actor(), replace(_wanted(), below=below, limit=AT_ONCE))
        return found.lines, found.next

    return _whole("audit", msg("Audit"), EVENT_COLUMNS, [_event(line) for line in every(page)])


def _whole_reads(runtime: Runtime) -> WholeList:
    def page(below: int | None) -> tuple[Sequence[ReadLine], int | None]:
        found = trails.reads(runtime, actor(), replace(_wanted(), below=below, limit=AT_ONCE))
        return found.lines, found.next

    return _whole("audit-reads", msg("Files read"), READ_COLUMNS, [_read(line) for line in every(page)])


def _whole(
    name: str, title: Message, columns: Sequence[list_columns.Column], rows: Sequence[dict[str, Any]]
) -> WholeList:
    return WholeList(name, [list_columns.table(title, columns, rows)])


def _next(here: str, below: int | None) -> str | None:
    if below is None:
        return None
    kept = {name: value for name, value in request.args.items() if value and name not in ("below", "lang")}
    return f"{here}?{urlencode({**kept, 'below': below})}"


def _wanted() -> Wanted:
    """What the address asks for; what is no day or number is not asked."""
    return Wanted(
        first=_maybe(date.fromisoformat, typed("first", 10)),
        last=_maybe(date.fromisoformat, typed("last", 10)),
        user_id=_maybe(int, typed("who", 15)),
        action=typed("action", 60),
        about=typed("about", 30),
        person_id=_maybe(int, typed("person", 15)),
        of_house=typed("house", 1) == "1",
        below=_maybe(int, typed("below", 15)),
    )


def _maybe(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return None

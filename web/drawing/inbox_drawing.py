"""From the inbox to its page: tabs, filters, rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from engine.domain.rights import PARTIES
from engine.inbox_pages import Due, Inbox, InboxRow, InboxView, Work, last_day
from engine.messages_catalogue import Message, msg
from web.drawing.case_drawing import when
from web.drawing.role_words import role_word

Context = dict[str, object]
Said = Message | Mapping[str, str] | str
TABS = {
    InboxView.MINE: msg("Mine"),
    InboxView.GROUP: msg("My group's"),
    InboxView.OVERDUE: msg("Overdue"),
    InboxView.ALL: msg("All"),
}
DUE = {
    Due.OVERDUE: msg("Overdue"),
    Due.WEEK: msg("This week"),
    Due.LATER: msg("Later"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody asked to see; "" where nothing was chosen."""

    view: InboxView
    search: str = ""
    process: str = ""
    work: str = ""  # id of the task in its diagram
    role: str = ""
    due: str = ""

    def filters(self) -> dict[str, str]:
        """Everything but the tab, as it stands in the address."""
        chosen = {"q": self.search, "process": self.process, "work": self.work, "role": self.role}
        return {name: value for name, value in {**chosen, "due": self.due}.items() if value}

    def follow(self) -> dict[str, object]:
        """What links of the list carry along."""
        return {"view": self.view.value, **self.filters()}


def listing(found: Inbox, chosen: Chosen, language: str) -> Context:
    """The context of inbox.html, but for the rows and the pages."""
    return {
        "tabs": [
            {
                "text": text,
                "href": "/tasks?" + urlencode({"view": view.value, **chosen.filters()}),
                "current": view is chosen.view,
                "count": getattr(found.counts, view.value),
            }
            for view, text in TABS.items()
        ],
        "filters": _filters(found, chosen, language),
        "search": {"name": "q", "label": msg("Search by name, case or task"), "value": chosen.search},
        "address": "/tasks",
        "hidden": {"view": chosen.view.value},
        "columns": _columns(),
        "total": found.place.total,
        "news_url": "/tasks/news",
    }


def _filters(found: Inbox, chosen: Chosen, language: str) -> list[Context]:
    """By process, kind of work, day, and by role for whoever has several."""
    processes = {one.process_id: found.processes.get(one.process_id, one.process_id) for one in found.works}
    works = {one.element_id: _title(one, language) for one in found.works if _fits(one, chosen)}
    roles = {one.role: role_word(one.role) for one in found.works}
    due = {each.value: text for each, text in DUE.items()}
    offered = [
        _filter("process", msg("Process"), _by_text(processes), chosen.process),
        _filter("work", msg("Kind of work"), _by_text(works), chosen.work),
        _filter("due", msg("Due"), due.items(), chosen.due),
    ]
    if len(roles) > 1 or chosen.role:
        offered.append(_filter("role", msg("Role"), roles.items(), chosen.role))
    return offered


def _fits(work: Work, chosen: Chosen) -> bool:
    """Of a chosen process only its own tasks are offered; what is chosen stays in the list."""
    return not chosen.process or chosen.process == work.process_id or chosen.work == work.element_id


def _by_text(options: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(options.items(), key=lambda option: option[1])


def _filter(name: str, label: Message, options: Iterable[tuple[str, Said]], chosen: str) -> Context:
    return {
        "name": name,
        "label": label,
        "options": [
            {"value": "", "text": msg("Any"), "selected": not chosen},
            *({"value": value, "text": text, "selected": value == chosen} for value, text in options),
        ],
    }


def _columns() -> dict[str, Context]:
    words = {
        "task": msg("Task"),
        "person": msg("About"),
        "due": msg("Due"),
        "assignee": msg("Taken by"),
    }
    return {
        name: {"text": text, "href": None, "sorted": "ascending" if name == "due" else None, "number": False}
        for name, text in words.items()
    }


def row(one: InboxRow, found: Inbox, user_id: int, now: datetime, language: str) -> Context:
    """A line of the list."""
    return {
        "title": _title(one, language),
        "href": f"/tasks/{one.task_id}",
        "process": found.processes.get(one.process_id, one.process_id),
        "case_number": one.case_number,
        "person": one.subject,
        "due": last_day(one.due_at),
        "when": when(one.due_at, now),
        "assignee": one.assignee_name,
        "state": "held" if one.instance_id in found.held else "draft" if one.has_draft else None,
        "claim_url": f"/tasks/{one.task_id}/claim"
        if one.assignee_id is None and one.role not in PARTIES
        else None,
        "release_url": f"/tasks/{one.task_id}/release" if one.assignee_id == user_id else None,
    }


def _title(one: InboxRow | Work, language: str) -> str:
    return one.title_en if language == "en" else one.title_lv

"""From the inbox to its page: tabs, filters, what can be done with several tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from engine.inbox.inbox_pages import Due, Inbox, InboxView, Sort, Work
from engine.messages_catalogue import Message, msg
from web.drawing.case_words import REGIMES
from web.drawing.role_words import role_word

Context = dict[str, object]
Said = Message | Mapping[str, str] | str
TABS = {
    InboxView.MINE: msg("Mine"),
    InboxView.GROUP: msg("My group's"),
    InboxView.OVERDUE: msg("Overdue"),
    InboxView.WAITING: msg("Waiting for others"),
    InboxView.PUT_OFF: msg("Put-off tasks"),
    InboxView.ALL: msg("All"),
}
DUE = {
    Due.OVERDUE: msg("Overdue"),
    Due.WEEK: msg("This week"),
    Due.LATER: msg("Later"),
}
EMPTY = {
    InboxView.MINE: msg("You have taken no task. Look at your group's tasks and take one."),
    InboxView.GROUP: msg("Nothing waits for your group."),
    InboxView.OVERDUE: msg("Nothing is overdue."),
    InboxView.WAITING: msg("Nobody else has to do anything in your cases."),
    InboxView.PUT_OFF: msg(
        "You have put nothing off. Tick tasks in your list and press “Put off”: "
        "they come back on the day you choose."
    ),
    InboxView.ALL: msg("There is nothing to do now."),
}
NOTHING_FITS = msg("No tasks here. Choose another tab or change the filter.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody asked to see; "" where nothing was chosen."""

    view: InboxView
    search: str = ""
    about: str = ""  # id of a person: only cases they are a party of
    process: str = ""
    work: str = ""  # id of the task in its diagram
    role: str = ""
    due: str = ""
    first: str = ""  # due from this day on, as 2026-11-20
    last: str = ""
    regime: str = ""
    who: str = ""  # id of an account; "0": nobody
    draft: str = ""  # "1": only what I have begun
    sort: str = ""

    def filters(self) -> dict[str, str]:
        """Everything but the tab, as it stands in the address."""
        return {name: value for name, value in self._all().items() if value}

    def kept(self) -> dict[str, str]:
        """What a view kept under a name holds: never for whom somebody looked."""
        return {"view": self.view.value, **replace(self, search="", about="").filters()}

    def follow(self) -> dict[str, object]:
        """What links of the list carry along."""
        return {"view": self.view.value, **self.filters()}

    def looking_for(self, person_id: str) -> Chosen:
        """The same for the cases of one person instead of what was searched for."""
        return replace(self, search="", about=person_id)

    def address(self, **other: str) -> str:
        """The list as it is, but for what is given."""
        asked = {**self.follow(), **other}
        return "/tasks?" + urlencode({name: value for name, value in asked.items() if value})

    def rarely(self) -> bool:
        """Whether one of the filters is chosen that are folded away otherwise."""
        return any((self.role, self.first, self.last, self.regime, self.who, self.draft))

    def _all(self) -> dict[str, str]:
        return {
            "q": self.search,
            "about": self.about,
            "process": self.process,
            "work": self.work,
            "role": self.role,
            "due": self.due,
            "from": self.first,
            "to": self.last,
            "regime": self.regime,
            "who": self.who,
            "draft": self.draft,
            "sort": self.sort,
        }


def listing(found: Inbox, chosen: Chosen, language: str) -> Context:
    """The context of inbox.html, but for the rows, the pages and what is kept."""
    return {
        "tabs": [
            {
                "text": text,
                "href": "/tasks?" + urlencode({"view": view.value, **chosen.filters()}),
                "current": view is chosen.view,
                "count": found.place.total if view is chosen.view else found.counts.of(view),
                "key": view.value,
            }
            for view, text in TABS.items()
        ],
        "filters": _filters(found, chosen, language),
        "more_filters": _more_filters(found, chosen),
        "more_open": chosen.rarely(),
        "days": [
            {"name": "from", "label": msg("Due from"), "value": chosen.first},
            {"name": "to", "label": msg("Due until"), "value": chosen.last},
        ],
        "search": {
            "name": "q",
            "label": msg("Search by name, case, task or personal code"),
            "value": chosen.search,
        },
        "about": None
        if found.around.about is None
        else {"name": found.around.about, "clear": replace(chosen, about="").address()},
        "clear": f"/tasks?view={chosen.view.value}" if chosen.filters() else None,
        "hidden": {"view": chosen.view.value, "about": chosen.about, "sort": chosen.sort},
        "columns": _columns(chosen),
        "total": found.place.total,
        "empty": EMPTY[chosen.view] if not chosen.filters() else NOTHING_FITS,
        "news_url": "/tasks/news",
    }


def bulk(found: Inbox, chosen: Chosen, *, may_give: bool, may_remind: bool, may_hand_over: bool) -> Context:
    """What can be done with the tasks that are chosen on this page, in this tab."""
    waits, put_off = chosen.view is InboxView.WAITING, chosen.view is InboxView.PUT_OFF
    return {
        "action": "/tasks/bulk",
        "back": chosen.address(),
        "take": not waits,
        "give": bool(found.around.colleagues) and (not waits or may_give),
        "give_back": not waits,
        "put_off": not waits,
        "bring_back": put_off,
        "remind": waits and may_remind,
        "hand_over": may_hand_over,
        "colleagues": [{"value": one.user_id, "text": one.name} for one in found.around.colleagues],
    }


def _filters(found: Inbox, chosen: Chosen, language: str) -> list[Context]:
    """By process, kind of work, day."""
    processes = {
        one.process_id: found.around.processes.get(one.process_id, one.process_id) for one in found.works
    }
    works = {one.element_id: _title(one, language) for one in found.works if _fits(one, chosen)}
    due = {each.value: text for each, text in DUE.items()}
    return [
        _filter("process", msg("Process"), _by_text(processes), chosen.process),
        _filter("work", msg("Kind of work"), _by_text(works), chosen.work),
        _filter("due", msg("Due"), due.items(), chosen.due),
    ]


def _more_filters(found: Inbox, chosen: Chosen) -> list[Context]:
    """By whoever has it, by the order of the law, by what I began, and by role for whoever has several."""
    people: list[tuple[str, Said]] = [("0", msg("nobody yet"))]
    people += [(str(one.user_id), one.name) for one in found.around.colleagues]
    offered = [
        _filter("who", msg("Taken by"), people, chosen.who),
        _filter("regime", msg("Under"), REGIMES.items(), chosen.regime),
        _filter("draft", msg("Draft"), [("1", msg("begun by me"))], chosen.draft),
    ]
    roles = {one.role: role_word(one.role) for one in found.works}
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


def _columns(chosen: Chosen) -> dict[str, Context]:
    """Those that sort lead to the list sorted by them."""
    words = {
        "task": (msg("Task"), None, None),
        "person": (msg("About"), Sort.NAME, "ascending"),
        "received": (msg("Received"), Sort.RECEIVED, "descending"),
        "due": (msg("Due"), Sort.DUE, "ascending"),
        "assignee": (_whose(chosen), None, None),
    }
    now = chosen.sort or Sort.DUE.value
    return {
        name: {
            "text": text,
            "href": None
            if sort is None
            else replace(chosen, sort="" if sort is Sort.DUE else sort.value).address(),
            "sorted": way if sort is not None and sort.value == now else None,
            "number": False,
        }
        for name, (text, sort, way) in words.items()
    }


def _whose(chosen: Chosen) -> Message:
    return msg("Whose turn") if chosen.view is InboxView.WAITING else msg("Taken by")


def _title(one: Work, language: str) -> str:
    return one.title_en if language == "en" else one.title_lv

"""Every page with a realistic context, so that all of them can be drawn without the engine.

`PAGES` maps a page's name to its template and a function language → context.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from engine.messages_catalogue import msg
from tests.web import sample_case, sample_money
from tests.web.sample_forms import CHECK_ERRORS, assess_need, check_application, enter_month
from tests.web.sample_frame import Context, crumbs, frame, instant, rows

Page = tuple[str, Callable[[str], Context]]
ABOUT: Context = {
    "person": "Anna Bērziņa",
    "case_number": "2026-000123",
    "state": "assessing",
    "href": "/cases/7",
    "rows": rows(
        ("Vecums", "49 gadi"),
        ("Invaliditāte", "I grupa, kustības"),
        ("Atzinums derīgs līdz", "31.08.2028."),
        ("Dzīvesvieta", "Demo pilsēta"),
    ),
    "documents": [{"title": "VDEĀVK atzinums", "href": "/documents/1"}, {"title": "Iesniegums", "href": "/documents/2"}],
    "earlier": [
        {"title": "Pārbaudīt iesniegumu", "by": "Ilze Kalniņa", "at": instant(4, 8, 12), "drawing": check_application()}
    ],
}


def sign_in(language: str) -> Context:
    return {
        "frame": frame(language, who="nobody"),
        "sign_in": {"action": "/sign-in", "next_url": "/", "user_name": "", "error": None},
        "demo_sign_ins": [
            {"role": "Pakalpojuma saņēmēja", "user": "anna", "password": "demo-anna-2026"},
            {"role": "Asistents", "user": "janis", "password": "demo-janis-2026"},
            {"role": "Sociālā darbiniece", "user": "ilze", "password": "demo-ilze-2026"},
        ],
    }


def sign_in_refused(language: str) -> Context:
    context = sign_in(language)
    context["sign_in"] |= {
        "user_name": "ilze",
        "error": msg("The user name or the password is not right. Check both and try once more."),
    }
    context["demo_sign_ins"] = []
    return context


def home_person(language: str) -> Context:
    return {
        "frame": frame(language, who="recipient", here="Kas man jādara"),
        "todo": [
            {"title": "Apstiprināt oktobra stundas", "hint": "Jānis Liepiņš parakstīja 30. oktobrī: 38 st. 15 min", "href": "/tasks/12",
             "state": "todo", "due": date(2026, 11, 6)},
            {"title": "Lēmums par pakalpojuma pagarināšanu", "hint": "Sociālais dienests izskata iesniegumu", "href": None,
             "state": "waiting", "due": None},
            {"title": "Apstiprināt septembra stundas", "hint": None, "href": None, "state": "done", "due": None},
        ],
        "months": [
            {"period": "2026-10", "state": "assistant_signed", "minutes": 2295, "granted_minutes": 4800, "with_name": "Jānis Liepiņš", "href": "/months/3"},
            {"period": "2026-09", "state": "paid", "minutes": 4560, "granted_minutes": 4800, "with_name": "Jānis Liepiņš", "href": "/months/2"},
            {"period": "2026-08", "state": "paid", "minutes": 3900, "granted_minutes": 4800, "with_name": "Jānis Liepiņš", "href": "/months/1"},
        ],
        "services": [
            {"title": "Mans pakalpojums", "state": "active", "href": "/cases/7",
             "rows": rows(("Asistents", "Jānis Liepiņš"), ("Stundas mēnesī", "80 stundas"), ("Lēmums līdz", "31.08.2028."))}
        ],
        "letters": [
            {"title": "Lēmums Nr. 2026/41", "day": date(2026, 1, 14), "href": "/letters/1"},
            {"title": "Līgums ar asistentu", "day": date(2026, 1, 20), "href": "/letters/2"},
        ],
    }


def inbox(language: str) -> Context:
    def row(number: int, title: str, person: str, due: date | None, when: str, **more: object) -> Context:
        return {
            "title": title, "href": f"/tasks/{number}", "process": "Asistenta pakalpojums", "case_number": f"2026-0001{number:02d}",
            "person": person, "due": due, "when": when, "assignee": None, "state": None,
            "claim_url": f"/tasks/{number}/claim", "release_url": None, **more,
        }  # fmt: skip

    def column(text: str, **more: object) -> Context:
        return {"text": text, "href": "?sort=1", "sorted": None, "number": False, **more}

    return {
        "frame": frame(language, here="Darbi", flashes=[{"kind": "success", "text": "Lēmuma projekts nodots apstiprināšanai."}]),
        "tabs": [
            {"text": "Mani", "href": "?tab=mine", "current": False, "count": 4},
            {"text": "Grupas", "href": "?tab=group", "current": True, "count": 12},
            {"text": "Nokavētie", "href": "?tab=overdue", "current": False, "count": 1},
        ],
        "filters": [
            {"name": "process", "label": "Process", "options": [{"value": "", "text": "Visi", "selected": True}, {"value": "a", "text": "Asistenta pakalpojums", "selected": False}]},
            {"name": "due", "label": "Termiņš", "options": [{"value": "", "text": "Jebkurš", "selected": True}, {"value": "week", "text": "Šonedēļ", "selected": False}]},
        ],
        "search": {"name": "q", "label": "Meklēt", "value": ""},
        "address": "/tasks",
        "hidden": {"tab": "group"},
        "columns": {
            "task": column("Darbs"), "person": column("Saņēmējs"), "due": column("Termiņš", sorted="ascending"), "assignee": column("Kas dara"),
        },
        "rows": [
            row(11, "Pārbaudīt iesniegumu", "Anna Bērziņa", date(2026, 11, 20), "overdue"),
            row(12, "Novērtēt vajadzību", "Kārlis Ozols", date(2026, 11, 24), "soon", state="draft", assignee="Ilze Kalniņa", claim_url=None, release_url="/tasks/12/release"),
            row(13, "Sagatavot lēmumu", "Zigrīda Šķēle-Krastiņa", date(2026, 12, 3), "later"),
            row(14, "Ierakstīt apstiprinājumu citā veidā", "Mārtiņš Vītols", date(2026, 12, 7), "later"),
            row(15, "Izvēlēties asistentu", "Ģirts Ņikitins", None, "later", state="received"),
        ],
        "total": 12,
        "pages": {"previous": None, "next": "?page=2", "now": 1, "last": 2},
        "news_url": "/tasks/news",
    }  # fmt: skip


def _task(language: str, title: str, **more: object) -> Context:
    context: Context = {
        "frame": frame(language, here="Darbi", breadcrumbs=crumbs(("Darbi", "/tasks"), (title, None))),
        "task": {
            "title": title, "description": None, "process": "Asistenta pakalpojums", "version": 3,
            "due": date(2026, 11, 24), "when": "soon", "assignee": "Ilze Kalniņa", "may_act": True,
        },
        "draft": {"saved_at": instant(22, 8, 42)},
        "urls": {"submit": "/tasks/12", "draft": "/tasks/12/draft", "release": "/tasks/12/release", "claim": None, "back": "/tasks"},
        "submit_text": msg("Complete"),
        "about": ABOUT,
    }  # fmt: skip
    return context | more


def task(language: str) -> Context:
    return _task(language, "Pārbaudīt iesniegumu", drawing=check_application())


def task_errors(language: str) -> Context:
    return _task(language, "Pārbaudīt iesniegumu", drawing=check_application(CHECK_ERRORS))


def task_read(language: str) -> Context:
    context = _task(language, "Novērtēt vajadzību", drawing=assess_need({f"q{n:02d}": n % 4 for n in range(1, 13)}))
    context["task"] |= {"may_act": False, "description": "Lasīšanai. Darbu paņēmusi **Ilze Kalniņa**."}
    context["urls"] |= {"claim": "/tasks/12/claim"}
    return context


def assessment(language: str) -> Context:
    return _task(language, "Novērtēt vajadzību", drawing=assess_need())


def month_entry(language: str) -> Context:
    context = _task(
        language,
        "Ierakstīt oktobra stundas",
        drawing=enter_month({"entries[2026-10-27]": msg("A day has 24 hours.")}),
        about=None,
        submit_text=msg("Sign"),
    )
    context["frame"] = frame(language, who="recipient", here="Kas man jādara")
    context["urls"] |= {"release": None}
    return context


def done(language: str) -> Context:
    return {
        "frame": frame(language, who="recipient"),
        "done": {
            "title": "Oktobris apstiprināts", "text": "Parakstīts 5. novembrī plkst. 10.42: 38 st. 15 min.", "pending": False,
            "steps": ["Sociālais dienests pārbauda stundas.", "Asistents saņem samaksu līdz mēneša beigām.", "Nākamais mēnesis jāapstiprina decembra sākumā."],
            "links": [{"text": "Kas man jādara", "href": "/"}, {"text": "Apskatīt mēnesi", "href": "/months/3"}],
        },
    }  # fmt: skip


def error(status: int) -> Callable[[str], Context]:
    def context(language: str) -> Context:
        return {
            "frame": frame(language, who="nobody" if status == 404 else "caseworker"),
            "error": {"status": status, "text": None, "reference": "K7-2219" if status == 500 else None, "back": "/tasks"},
        }

    return context


def conflict(language: str) -> Context:
    return {
        "frame": frame(language, here="Darbi"),
        "conflict": {"title": "Pārbaudīt iesniegumu", "their_name": "Dace Zariņa", "at": instant(22, 8, 40), "finished": False},
        "fields": [
            {"label": "Vai iesniegums ir pilnīgs?", "mine": "Nē", "theirs": "Jā", "differs": True},
            {"label": "Iesnieguma diena", "mine": date(2026, 11, 3), "theirs": date(2026, 11, 3), "differs": False},
            {"label": "Piezīme kolēģiem", "mine": "Trūkst izziņas", "theirs": "", "differs": True},
        ],
        "urls": {"keep_theirs": "/tasks/12", "send_mine": "/tasks/12"},
        "version": 4,
        "hidden": [("application_complete", "no"), ("note", "Trūkst izziņas")],
    }


def users(language: str) -> Context:
    return {
        "frame": frame(language),
        "rows": [
            {"name": "Ilze Kalniņa", "user_name": "ilze", "roles": ["sociālā darbiniece"], "active": True, "last_seen": instant(22, 7, 3), "href": "/users/1", "toggle_url": "/users/1/toggle"},
            {"name": "Dace Zariņa", "user_name": "dace", "roles": ["dienesta vadītāja", "finanses"], "active": True, "last_seen": None, "href": "/users/2", "toggle_url": "/users/2/toggle"},
            {"name": "Pēteris Roze", "user_name": "peteris", "roles": ["auditors"], "active": False, "last_seen": instant(2, 9), "href": "/users/3", "toggle_url": "/users/3/toggle"},
        ],
        "form": {
            "action": "/users", "values": {"name": "", "user_name": "ilze"}, "errors": {"name": msg("Write an answer."), "user_name": msg("This user name is already taken.")},
            "roles": [{"id": "caseworker", "label": "sociālais darbinieks", "chosen": True}, {"id": "finance", "label": "finanses", "chosen": False}, {"id": "auditor", "label": "auditors", "chosen": False}],
        },
    }  # fmt: skip


def settings(language: str) -> Context:
    return {
        "frame": frame(language, who="recipient"),
        "action": "/settings",
        "next_url": "/",
        "chosen": {"text_size": "normal", "contrast": "normal", "spacing": "normal", "shortcuts": "on"},
    }


PAGES: dict[str, Page] = {
    "sign_in": ("sign_in.html", sign_in),
    "sign_in_refused": ("sign_in.html", sign_in_refused),
    "home_person": ("home_person.html", home_person),
    "inbox": ("inbox.html", inbox),
    "task": ("task.html", task),
    "task_errors": ("task.html", task_errors),
    "task_read": ("task.html", task_read),
    "assessment": ("task.html", assessment),
    "month_entry": ("task.html", month_entry),
    "done": ("done.html", done),
    "error_400": ("error.html", error(400)),
    "error_404": ("error.html", error(404)),
    "error_413": ("error.html", error(413)),
    "error_429": ("error.html", error(429)),
    "error_500": ("error.html", error(500)),
    "conflict": ("conflict.html", conflict),
    "users": ("users.html", users),
    "settings": ("settings.html", settings),
    **sample_case.PAGES,
    **sample_money.PAGES,
}

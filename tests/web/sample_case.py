"""Sample contexts of the case pages, the months and letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from engine.messages_catalogue import Message, msg
from tests.web.sample_forms import MINUTES, MONTH
from tests.web.sample_frame import Context, crumbs, frame, instant, rows

SECTIONS = {"course": "Gaita", "people": "Cilvēki", "documents": "Dokumenti", "tasks": "Darbi", "months": "Mēneši", "diagram": "Diagramma"}
SIGNERS: list[Context] = [
    {"name": "Jānis Liepiņš", "role": "asistents", "state": "signed", "at": instant(30, 16, 5, month=10), "how": "lietotnē"},
    {"name": "Anna Bērziņa", "role": "saņēmēja", "state": "waiting", "at": None, "how": None},
]


def _case(language: str, section: str, **more: object) -> Context:
    return {
        "frame": frame(language, here="Lietas", breadcrumbs=crumbs(("Lietas", "/cases"), ("2026-000123", None))),
        "case": {"number": "2026-000123", "person": "Anna Bērziņa", "state": "active", "line": ["80 stundas mēnesī", "līdz 31.08.2028."], "print_url": "/cases/7/print"},
        "actions": [{"text": "Apturēt pakalpojumu", "href": "/cases/7/suspend"}, {"text": "Mainīt asistentu", "href": "/cases/7/assistant"}],
        "tabs": [
            {"text": text, "href": f"?section={name}", "current": name == section, "count": 2 if name == "documents" else None}
            for name, text in SECTIONS.items()
        ],
        "section": section,
        **more,
    }  # fmt: skip


def course(language: str) -> Context:
    return _case(
        language,
        "course",
        timeline=[
            {"title": "Gaida: saņēmēja apstiprina oktobri", "by": "Anna Bērziņa", "at": None, "text": "Līdz 6. novembrim. Atgādinājums nosūtīts 4. novembrī.", "kind": "waiting", "links": []},
            {"title": "Asistents parakstīja oktobri", "by": "Jānis Liepiņš", "at": instant(30, 16, 5, month=10), "text": "38 st. 15 min no piešķirtajām 80 stundām.", "kind": "person", "links": [{"text": "Apskatīt mēnesi", "href": "/months/3"}]},
            {"title": "Atvērts oktobra mēnesis", "by": "sistēma", "at": instant(30, 22, 0, month=9), "text": None, "kind": "machine", "links": []},
            {"title": "Līgums noslēgts", "by": "visas trīs puses", "at": instant(20, 12, 30, month=1), "text": "Parakstīts ar drošu elektronisko parakstu.", "kind": "person", "links": [{"text": "Līgums", "href": "/letters/2"}]},
            {"title": "Lēmums: pakalpojums piešķirts", "by": "Dace Zariņa", "at": instant(14, 9, 20, month=1), "text": "80 stundas mēnesī, no 2026. gada 1. februāra. 17 punkti, liels atbalsts.", "kind": "person", "links": [{"text": "Lēmums Nr. 2026/41", "href": "/letters/1"}]},
            {"title": "Iesniegums saņemts", "by": "Anna Bērziņa", "at": instant(3, 10, 15, month=1), "text": None, "kind": "person", "links": []},
        ],
        now=[{"title": "Apstiprināt oktobra stundas", "who": "Anna Bērziņa", "due": date(2026, 11, 6), "when": "overdue", "href": "/tasks/12"}],
    )  # fmt: skip


def people(language: str) -> Context:
    return _case(
        language,
        "people",
        people=[
            {"role": "saņēmēja", "name": "Anna Bērziņa", "rows": rows(("Tālrunis", "+371 2000 0001"), ("E-pasts", "anna@example.lv"), ("Adrese", "Liepu iela 4-12, Demo pilsēta"))},
            {"role": "asistents", "name": "Jānis Liepiņš", "rows": rows(("Tālrunis", "+371 2000 0002"), ("Līgums", "uzņēmuma līgums"), ("Kopš", "01.02.2026."))},
        ],
    )  # fmt: skip


def documents(language: str) -> Context:
    return _case(
        language,
        "documents",
        documents=[
            {"title": "Lēmums Nr. 2026/41", "kind": "lēmums", "day": date(2026, 1, 14), "href": "/letters/1", "by": "Dace Zariņa"},
            {"title": "VDEĀVK atzinums", "kind": "pielikums", "day": date(2026, 1, 3), "href": "/documents/1", "by": "Anna Bērziņa"},
        ],
    )


def tasks(language: str) -> Context:
    return _case(
        language,
        "tasks",
        tasks=[
            {"title": "Apstiprināt oktobra stundas", "href": "/tasks/12", "state": "late", "who": "Anna Bērziņa", "due": date(2026, 11, 6), "when": "overdue", "done_at": None},
            {"title": "Apstiprināt lēmumu", "href": "/tasks/5", "state": "done", "who": "Dace Zariņa", "due": None, "when": "later", "done_at": instant(14, 9, 20, month=1)},
        ],
    )


def case_months(language: str) -> Context:
    def month(period: str, state: str, minutes: int, pay: int | None) -> Context:
        return {"period": period, "href": f"/months/{period}", "state": state, "assistant": "Jānis Liepiņš", "minutes": minutes, "granted_minutes": 4800, "pay_cents": pay}

    found = [month("2026-10", "assistant_signed", 2295, None), month("2026-09", "paid", 4560, 41192), month("2026-08", "paid", 3900, 35230)]
    return _case(language, "months", months=found)


def diagram(language: str) -> Context:
    def step(title: str, kind: Message, state: str, *steps: Context, **more: object) -> Context:
        return {"title": title, "kind": kind, "state": state, "who": None, "form": None, "note": None, "steps": list(steps), **more}

    person = msg("a person fills in a form")
    return _case(
        language,
        "diagram",
        diagram={
            "title": "Mēneša apstiprinājums: 2026. gada oktobris", "version": "laidiens 3f9a1c", "xml_url": "/sample.bpmn",
            "current": ["confirm_month"], "visited": ["signing", "collect_signatures", "enter_month", "record_assistant_signature"],
            "others": [{"text": "Visa lieta", "href": "?process=a", "current": False}, {"text": "Oktobris", "href": "?process=m", "current": True}],
            "outline": [
                step("Savākt abus parakstus", msg("part of the process"), "current",
                    step("Ierakstīt mēneša stundas", person, "done", who="asistents", form="Mēneša stundas"),
                    step("Apstiprināt mēnesi", person, "current", who="saņēmēja", form="Mēneša apstiprināšana", note="termiņš 06.11.2026.")),
                step("Pārbaudīt mēnesi", msg("the machine works this out"), "ahead"),
                step("Ierakstīt virsgrāmatā", msg("the machine works this out"), "ahead"),
            ],
        },
    )  # fmt: skip


def cases(language: str) -> Context:
    def row(number: int, person: str, state: str, assistant: str | None, hours: int | None) -> Context:
        return {"number": f"2026-0001{number}", "href": f"/cases/{number}", "person": person, "state": state, "assistant": assistant, "hours": hours, "since": date(2026, 1, number)}

    return {
        "frame": frame(language, here="Lietas"),
        "address": "/cases",
        "search": {"name": "q", "label": "Meklēt pēc vārda vai numura", "value": "Ber"},
        "filters": [],
        "hidden": {},
        "counts": [{"state": state, "count": count, "href": f"?state={state}", "current": state == "active"} for state, count in (("applied", 2), ("active", 31), ("suspended", 1))],
        "rows": [row(23, "Anna Bērziņa", "active", "Jānis Liepiņš", 4800), row(24, "Kārlis Ozols", "assessing", None, None), row(25, "Zigrīda Šķēle-Krastiņa", "contested", None, None)],
        "total": 21,
        "pages": None,
    }  # fmt: skip


def month(language: str, **more: object) -> Context:
    return {
        "frame": frame(language, here="Mēneši"),
        "month": {
            "period": "2026-10", "state": "assistant_signed", "recipient": "Anna Bērziņa", "assistant": "Jānis Liepiņš", "granted_minutes": 4800,
            "case_href": "/cases/7", "deadline": date(2026, 11, 6), "when": "soon", "rows": rows(("Līgums", "L-2026-17"), ("Atgādinājumi", "1 (04.11.2026.)")),
        },
        "days": MONTH, "minutes": MINUTES, "before": {}, "signers": SIGNERS, "findings": [], "sign": None,
        "actions": [{"text": "Ierakstīt citā veidā", "href": "/tasks/20"}],
        **more,
    }  # fmt: skip


def month_changed(language: str) -> Context:
    void: Context = {"name": "Jānis Liepiņš", "role": "asistents", "state": "void", "at": instant(30, 16, 5, month=10), "how": None}
    signed: Context = {"name": "Anna Bērziņa", "role": "saņēmēja", "state": "signed", "at": instant(4, 18), "how": "lietotnē"}
    context = month(
        language,
        before=MINUTES | {"2026-10-05": 240, "2026-10-30": 60},
        signers=[void, signed],
        findings=[msg("More time than granted: {over} over.", over="2 st. 10 min")],
        sign={
            "url": "/tasks/12", "text": msg("Confirm and sign"), "version": 5, "fields": {"verdict": "confirmed"},
            "explain": msg("You sign exactly the hours that stand on this page."),
        },
    )  # fmt: skip
    context["frame"] = frame(language, who="recipient", here="Kas man jādara")
    return context


def months(language: str) -> Context:
    def row(person: str, state: str, waiting: str | None, minutes: int, reminders: int) -> Context:
        return {
            "recipient": person, "assistant": "Jānis Liepiņš", "href": "/months/3", "case_number": "2026-000123", "minutes": minutes, "granted_minutes": 4800,
            "state": state, "waiting_for": waiting, "reminders": reminders, "reminded_at": instant(4) if reminders else None,
            "remind_url": "/months/3/remind" if waiting else None, "record_url": "/tasks/20" if state == "late" else None,
        }  # fmt: skip

    counts = (("open", 3), ("assistant_signed", 5), ("late", 1), ("ready", 22))
    return {
        "frame": frame(language, here="Mēneši"),
        "period": "2026-10",
        "previous": "?month=2026-09",
        "next": None,
        "deadline": date(2026, 11, 6),
        "when": "overdue",
        "all": {"count": 31, "href": "?", "current": True},
        "counts": [{"state": state, "count": count, "href": f"?state={state}", "current": False} for state, count in counts],
        "rows": [
            row("Anna Bērziņa", "assistant_signed", "Anna Bērziņa", 2295, 1),
            row("Kārlis Ozols", "late", "Jānis Liepiņš", 0, 2),
            row("Zigrīda Šķēle-Krastiņa", "ready", None, 4740, 0),
        ],
        "total": 31,
        "pages": None,
        "remind_all_url": "/months/remind",
    }


def letter(language: str) -> Context:
    return {
        "frame": frame(language, who="recipient"),
        "letter": {
            "title": "Lēmums par asistenta pakalpojuma piešķiršanu", "number": "2026/41", "day": date(2026, 1, 14),
            "sender": ["Demo novada Sociālais dienests", "Skolas iela 1, Demo pilsēta"], "receiver": ["Anna Bērziņa", "Liepu iela 4-12", "Demo pilsēta"],
            "markdown": "Sociālais dienests **piešķir** Jums asistenta pakalpojumu.\n\n## Cik daudz\n\n- 80 stundas mēnesī\n- no 2026. gada 1. februāra līdz 2028. gada 31. augustam\n\n## Kāpēc\n\nNovērtējumā ir 17 punkti, tas nozīmē lielu atbalstu (koeficients 1).\n",
            "html": None, "back": "/", "pdf_href": None,
        },
        "sent": rows(("Nosūtīts", "uz anna@example.lv, 14.01.2026. plkst. 11.20"), ("Uzskatāms par saņemtu", "16.01.2026.")),
        "contest": {"until": date(2026, 2, 16), "where": "Demo novada dome, Skolas iela 1", "how": "Rakstiski, brīvā formā; var arī pa e-pastu ar drošu elektronisko parakstu."},
    }  # fmt: skip


PAGES: dict[str, tuple[str, Callable[[str], Context]]] = {
    "case_course": ("case.html", course),
    "case_people": ("case.html", people),
    "case_documents": ("case.html", documents),
    "case_tasks": ("case.html", tasks),
    "case_months": ("case.html", case_months),
    "case_diagram": ("case.html", diagram),
    "cases": ("cases.html", cases),
    "month": ("month.html", month),
    "month_changed": ("month.html", month_changed),
    "months": ("months.html", months),
    "letter": ("letter.html", letter),
}

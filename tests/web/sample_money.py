"""Sample contexts of the claims and incidents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from engine.messages_catalogue import msg
from tests.web.sample_case import SIGNERS
from tests.web.sample_forms import MINUTES, MONTH
from tests.web.sample_frame import Context, crumbs, frame, instant, rows

STAGES = ("collecting", "review", "approval", "frozen", "exported", "accepted", "paid", "closed")


def claims(language: str) -> Context:
    def row(period: str, state: str, blocked: int, cents: int) -> Context:
        return {"period": period, "href": f"/claims/{period}", "state": state, "lines": 28, "blocked": blocked, "total_cents": cents, "due": date(2026, 12, 15), "when": "later"}

    return {"frame": frame(language, here="Pieprasījumi ministrijai"), "rows": [row("2026-10", "review", 2, 985412), row("2026-09", "closed", 0, 1012240)]}


def claim(language: str) -> Context:
    def line(person: str, minutes: int, cents: int, note: str | None = None) -> Context:
        return {"recipient": person, "assistant": "Jānis Liepiņš", "href": "/claims/2026-10/1", "minutes": minutes, "rate": "5.4200", "cents": cents, "note": note}

    return {
        "frame": frame(language, here="Pieprasījumi ministrijai", breadcrumbs=crumbs(("Pieprasījumi ministrijai", "/claims"), ("2026. gada oktobris", None))),
        "claim": {"period": "2026-10", "state": "review", "due": date(2026, 12, 15), "when": "later",
                  "rows": rows(("Savākts", "22.11.2026. plkst. 6.00"), ("Kontrolsumma", "3f9a 1c77 0b2e 51d4"), ("Laidiens", "2026-11-02 / 3f9a1c"))},
        "stages": [{"state": state, "at": instant(22, 4) if place == 0 else None, "reached": place <= 1, "current": place == 1} for place, state in enumerate(STAGES)],
        "sums": {"pay_cents": 938400, "transport_cents": 0, "admin_cents": 47012, "total_cents": 985412, "minutes": 103880, "people": 28},
        "tasks": [{"title": "Pārskatīt pieprasījumu", "href": "/tasks/30", "who": "finanses"}],
        "downloads": [{"text": "Rindas (CSV)", "href": "/claims/2026-10.csv", "note": "28 rindas"}, {"text": "Pieprasījums (XLSX)", "href": "/claims/2026-10.xlsx", "note": None}],
        "lines": [line("Anna Bērziņa", 2295, 20732), line("Zigrīda Šķēle-Krastiņa", 4740, 42818), line("Kārlis Ozols", 600, 5420, "Labojums par 2026. gada septembri")],
        "blocked": [
            {"recipient": "Mārtiņš Vītols", "assistant": "Jānis Liepiņš", "href": "/months/9", "minutes": 1200, "reason": "Trūkst saņēmēja paraksta"},
            {"recipient": "Ģirts Ņikitins", "assistant": "Laima Ozoliņa", "href": "/months/10", "minutes": 900, "reason": "Asistentei nav bankas konta"},
        ],
    }  # fmt: skip


def claim_line(language: str) -> Context:
    return {
        "frame": frame(language, here="Pieprasījumi ministrijai"),
        "line": {
            "recipient": "Anna Bērziņa", "assistant": "Jānis Liepiņš", "period": "2026-10", "minutes": 2295, "rate": "5.4200", "cents": 20732,
            "case_href": "/cases/7", "month_href": "/months/3", "claim_href": "/claims/2026-10", "claim_state": "frozen", "note": None,
        },
        "rate_rows": rows(("Spēkā no", "2024. gada 1. janvāra"), ("Avots", "MK noteikumi Nr. 316"), ("Statuss", "demo"), ("Noteikumu laidiens", "r316, 4")),
        "steps": rows(("Parakstītais laiks", "38 st. 15 min"), ("Apmaksājamais laiks", "38 st. 15 min"), ("Likme", "5,4200 €"), ("Summa", "207,315 → 207,32 €")),
        "signers": [{**one, "state": "signed", "at": instant(4, 17)} for one in SIGNERS],
        "days": MONTH,
        "minutes": MINUTES,
        "entries": rows(("Virsgrāmatas ieraksts", "1482"), ("Mēneša laidiens", "3f9a1c")),
    }  # fmt: skip


def incidents(language: str) -> Context:
    return {
        "frame": frame(language, here="Traucējumi"),
        "counts": [{"state": "open", "count": 2, "href": "?state=open", "current": True}, {"state": "solved", "count": 9, "href": "?state=solved", "current": False}],
        "rows": [
            {"id": 1, "state": "open", "what": "Atlīdzību nevarēja aprēķināt", "where": "Aprēķināt atlīdzību", "why": msg("There is no rate for this day."),
             "mend": "Ierakstiet likmi noteikumu pakā un mēģiniet vēlreiz.", "at": instant(21, 3, 12), "tries": 5, "case_number": "2026-000123", "case_href": "/cases/7",
             "retry_url": "/incidents/1/retry", "reference": "K7-2219"},
            {"id": 2, "state": "solved", "what": "Vēstuli neizdevās nosūtīt", "where": "E-pasts", "why": "Pasta serveris neatbildēja.", "mend": "Nekas nav jādara.", "at": instant(20, 3),
             "tries": 21, "case_number": None, "case_href": None, "retry_url": None, "reference": "K7-2207"},
        ],
    }  # fmt: skip


PAGES: dict[str, tuple[str, Callable[[str], Context]]] = {
    "claims": ("claims.html", claims),
    "claim": ("claim.html", claim),
    "claim_line": ("claim_line.html", claim_line),
    "incidents": ("incidents.html", incidents),
}

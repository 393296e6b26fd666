"""The statistics' page: tables, bars with the same figures, files, and the number of opinions."""

from __future__ import annotations

import re

from tests.processes.claim_roads import OPENS, all_signed, approved, the_claim
from tests.web.town import Town
from web.drawing import words


def _claimed(town: Town) -> int:
    all_signed(town)
    town.on(OPENS)
    approved(town)
    return the_claim(town).total_cents


def test_the_year_s_page_leads_on_from_the_menu_and_shows_what_was_claimed(town: Town) -> None:
    total = words.euros(_claimed(town), "lv").replace("\u00a0", " ")
    finance = town.guest("finance")
    assert "/figures" in finance.get("/claims").links
    assert finance.get("/figures").goes_to == "/figures/2026"
    page = finance.get("/figures/2026")
    assert page.heading == "Statistika, 2026"
    assert page.text.count(total) >= 2  # the month and the year
    assert "2018" in page.text
    assert "15 327 575 €" in page.text
    for kind, begins in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = finance.get(f"/figures/2026/files/{kind}")
        assert answer.response.data.startswith(begins)
        assert f"asistenti-2026.{kind}" in answer.response.headers["Content-Disposition"]


def test_every_bar_says_what_its_table_says(town: Town) -> None:
    _claimed(town)
    page = town.guest("ministry").get("/figures/2026").text
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert pictures
    for picture in pictures:
        title = re.search(r'aria-labelledby="([\w-]+)".*?<title id="([\w-]+)">', picture, re.DOTALL)
        assert title is not None
        assert title[1] == title[2]
        table = page.split(picture)[1].split("</table>")[0]
        values = re.findall(r'<text x="\d+" y="\d+">([^<]+)</text>\s*\n\s*(?=<text x="0"|</svg>)', picture)
        assert values
        assert [value for value in values if f">{value}</td>" not in table] == []


def test_a_head_enters_opinions_and_mends_what_was_mistyped(town: Town) -> None:
    _claimed(town)
    head = town.guest("head")
    page = head.get("/figures/2026")
    assert page.value("adults") == ""
    wrong = head.post("/figures/2026/opinions", adults="daudz", children="40", source="VDEĀVK")
    assert wrong.status == 422
    assert wrong.value("adults") == "daudz"
    assert "Ierakstiet veselu skaitli" in wrong.text
    kept = head.post("/figures/2026/opinions", adults="1 200", children="40", source="VDEĀVK <b>")
    assert (kept.status, kept.goes_to) == (303, "/figures/2026#opinions")
    page = head.get("/figures/2026")
    assert page.value("adults") == "1200"
    assert "VDEĀVK &lt;b&gt;" in page.response.get_data(as_text=True)
    assert "Ierakstīt" not in page.text
    assert 'action="/figures/2026/opinions"' not in town.guest("finance").get("/figures/2026").text


def test_a_year_that_cannot_be_is_no_page(town: Town) -> None:
    finance = town.guest("finance")
    for year in ("1999", "2101", "20x6", "0"):
        assert finance.get(f"/figures/{year}").status == 404
    assert finance.get("/figures/2025").status == 200
    assert finance.get("/figures/2025/files/pdf").status == 404

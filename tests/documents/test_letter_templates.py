"""Letters as process owners write them and people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.documents.letter_templates import (
    FilledLetter,
    LetterTemplate,
    check_template,
    fill,
    read_template,
)
from engine.documents.markdown_text import letter_html
from engine.domain.service_month import ServiceMonth
from engine.errors import EngineError, Refused, Severity
from engine.messages_catalogue import msg

DECISION = """---
subject: Lēmums lietā {{ case_number }}
---

# Lēmums

{{ recipient_name }}, no {{ valid_from }} piešķiram {{ decision_hours }} stundas mēnesī.

{% if decision_outcome == "partly" %}
Apjoms ir mazāks, nekā lūgts.
{% else %}
Apjoms ir tāds, kā lūgts.
{% endif %}

{{ decision_reasons }}

Lēmumu var apstrīdēt līdz {{ contest_by }}.
"""

VALUES = {
    "case_number": "2026-000123",
    "recipient_name": "Līga Krūmiņa",
    "valid_from": date(2026, 11, 22),
    "decision_hours": 120,
    "decision_outcome": "partly",
    "decision_reasons": "Pirmā rindkopa.\nTās otrā rinda.\n\nOtrā rindkopa.",
    "contest_by": date(2026, 12, 23),
}


def a_letter(body: str, subject: str = "Vēstule") -> LetterTemplate:
    return read_template(f"---\nsubject: {subject}\n---\n{body}".encode(), "letter.md")


def written(body: str, language: str = "lv", **values: object) -> str:
    return fill(a_letter(body), values, language).markdown


def shown(body: str, language: str = "lv", **values: object) -> str:
    return letter_html(written(body, language, **values))


def rules(body: str, *known: str, subject: str = "Vēstule") -> list[tuple[str, str]]:
    data = f"---\nsubject: {subject}\n---\n{body}".encode()
    return [(finding.element, finding.rule) for finding in check_template(data, "letter.md", known)]


def test_a_decision_reads_as_a_letter() -> None:
    letter = fill(read_template(DECISION.encode(), "decision.md"), VALUES)
    assert letter.subject == "Lēmums lietā 2026-000123"
    assert letter_html(letter.markdown) == (
        "<h1>Lēmums</h1>\n"
        "<p>Līga Krūmiņa, no 2026. gada 22. novembris piešķiram 120 stundas mēnesī.</p>\n"
        "<p>Apjoms ir mazāks, nekā lūgts.</p>\n"
        "<p>Pirmā rindkopa.<br>\nTās otrā rinda.</p>\n<p>Otrā rindkopa.</p>\n"
        "<p>Lēmumu var apstrīdēt līdz 2026. gada 23. decembris.</p>\n"
    )


def test_the_sound_decision_has_no_findings() -> None:
    assert check_template(DECISION.encode(), "decision.md", VALUES.keys()) == []


MIDNIGHT = datetime(2026, 7, 1, 21, 30, tzinfo=UTC)  # half past midnight of the 2nd in Riga
WORDINGS: list[tuple[str, object, str, str]] = [
    ("valid_from", date(2026, 11, 22), "2026. gada 22. novembris", "November 22, 2026"),
    ("pay_cents", 123456750, "1 234 567,50 EUR", "1,234,567.50 EUR"),
    ("pay_cents", -5, "-0,05 EUR", "-0.05 EUR"),
    ("payable_minutes", 1205, "20 h 5 min", "20 h 5 min"),
    ("payable_minutes", 45, "45 min", "45 min"),
    ("payable_minutes", 0, "0 h", "0 h"),
    ("payable_minutes", -90, "−1 h 30 min", "−1 h 30 min"),
    ("rate", Decimal("5.4200"), "5,4200", "5.4200"),
    ("share", Decimal("1200"), "1 200", "1,200"),
    ("decision_hours", 2026, "2026", "2026"),
    ("period", "2026-10", "2026. gada oktobris", "October 2026"),
    ("service_month", ServiceMonth(2026, 8), "2026. gada augusts", "August 2026"),
    ("note", "2026-10", "2026-10", "2026-10"),
    ("children", ["Anna", "Juris", "Pēteris"], "Anna, Juris un Pēteris", "Anna, Juris, and Pēteris"),
    ("signed", True, "jā", "yes"),
    ("reason", msg("no"), "nē", "no"),
    ("sent_at", MIDNIGHT, "2026. gada 2. jūlijs plkst. 00.30", "July 2, 2026 at 00:30"),
]


@pytest.mark.parametrize(("name", "value", "latvian", "english"), WORDINGS)
def test_values_are_worded_in_the_language_of_the_letter(
    name: str, value: object, latvian: str, english: str
) -> None:
    for language, expected in (("lv", latvian), ("en", english)):
        page = shown(f"{{{{ {name} }}}}", language, **{name: value})
        assert page.replace("&nbsp;", " ") == f"<p>{expected}</p>\n"


@pytest.mark.parametrize("value", [None, 5.42, {"a": 1}, object(), datetime(2026, 1, 1), Decimal("NaN")])  # noqa: DTZ001
def test_a_value_without_wording_stops_the_letter(value: object) -> None:
    with pytest.raises(EngineError, match=r"letter\.md, line 5: “x”"):
        written("a\n{{ x }}", x=value)


def test_a_missing_value_stops_the_letter_with_file_and_line() -> None:
    with pytest.raises(EngineError, match=r"Letter letter\.md, line 6: “person.name” is not known yet"):
        written("a\n\n{{ person.name }}", person={"surname": "Ozols"})
    with pytest.raises(EngineError, match=r"line 4: .*“y”"):
        written("{% if y > 1 %}a{% endif %}", x=2)


def test_a_value_in_the_branch_not_taken_is_not_asked_for() -> None:
    assert written("{% if False %}{{ unknown }}{% endif %}b") == "b\n"


def test_conditions_nest_and_take_their_lines_away() -> None:
    body = "A\n  {% if x > 1 %}\nB\n{% if y %}\nC\n{% else %}\nD\n{% endif %}\n{% endif %}\nE"
    assert written(body, x=2, y=False) == "A\nB\nD\nE\n"
    assert written(body, x=1, y=True) == "A\nE\n"
    assert written("a{% if x %} b{% else %} c{% endif %} d", x=0) == "a c d\n"


def test_a_condition_may_ask_for_a_month_and_inside_a_table() -> None:
    body = '{% if month == "2026-10" and case.state == "active" %}yes{% endif %}'
    assert written(body, month=ServiceMonth(2026, 10), case={"state": "active"}) == "yes\n"


@pytest.mark.parametrize(
    ("month", "forms"),
    [
        (1, "janvāra janvārim janvāri janvārī"),
        (2, "februāra februārim februāri februārī"),
        (3, "marta martam martu martā"),
        (4, "aprīļa aprīlim aprīli aprīlī"),
        (5, "maija maijam maiju maijā"),
        (6, "jūnija jūnijam jūniju jūnijā"),
        (7, "jūlija jūlijam jūliju jūlijā"),
        (8, "augusta augustam augustu augustā"),
        (9, "septembra septembrim septembri septembrī"),
        (10, "oktobra oktobrim oktobri oktobrī"),
        (11, "novembra novembrim novembri novembrī"),
        (12, "decembra decembrim decembri decembrī"),
    ],
)
def test_days_and_months_stand_in_the_cases_of_latvian(month: int, forms: str) -> None:
    body = "{{ x.genitive }}, {{ x.dative }}, {{ x.accusative }}, {{ x.locative }}"
    expected = ", ".join(f"2026. gada 22. {form}" for form in forms.split())
    assert shown(body, x=date(2026, month, 22)) == f"<p>{expected}</p>\n"
    expected = ", ".join(f"2026. gada {form}" for form in forms.split())
    assert shown(body, x=ServiceMonth(2026, month)) == f"<p>{expected}</p>\n"
    assert "novembris" not in shown(body, "en", x=date(2026, month, 22))


def test_a_month_written_as_text_has_cases_too_but_a_word_has_none() -> None:
    assert shown("Par {{ period.accusative }}", period="2026-10") == "<p>Par 2026. gada oktobri</p>\n"
    for value in ("vārds", 5, datetime(2026, 1, 1, tzinfo=UTC), ["2026-10"]):
        with pytest.raises(EngineError, match="neither a day nor a month"):
            written("{{ period.genitive }}", period=value)


def test_the_same_letter_may_be_filled_again() -> None:
    template = a_letter("{{ x }}")
    assert [fill(template, {"x": number}).markdown for number in (1, 2)] == ["&#49;\n", "&#50;\n"]


def test_a_subject_stays_one_line_of_plain_text() -> None:
    template = a_letter("a", subject='"Lieta {{ case_number }}"')
    letter = fill(template, {"case_number": "1*2\r\nBcc: x@example.org\u202e"})
    assert letter == FilledLetter("Lieta 1*2 Bcc: x@example.org", "a\n")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ decision_huors }}", [("line 4", "letter_name")]),
        ("\n\n{% if huors > 1 %}a{% endif %}", [("line 6", "letter_name")]),
        ("{% if lover(decision_hours) %}a{% endif %}", [("line 4", "letter_name")]),
        ("{{ person }} {{ municipality.name }} {{ municipality.nmae }}", [("line 4", "letter_name")]),
        ("{{ decision_hours.genitive }} {{ decision_hours.genitiv }}", [("line 4", "letter_name")]),
        ("{{ 1 + 1 }}", [("line 4", "letter_place")]),
        ("{{ a.__class__ }}", [("line 4", "letter_place")]),
        ("{{ }}", [("line 4", "letter_place")]),
        ("{{ decision_hours", [("line 4", "letter_tag")]),
        ("{% if decision_hours }}", [("line 4", "letter_tag")]),
        ("decision_hours }}", [("line 4", "letter_tag")]),
        ("{% for x in y %}", [("line 4", "letter_tag")]),
        ("{% if decision_hours %}a", [("line 4", "letter_tag")]),
        ("a{% endif %}", [("line 4", "letter_tag")]),
        ("{% else %}", [("line 4", "letter_tag")]),
        ("{% if decision_hours %}a{% else %}b{% else %}c{% endif %}", [("line 4", "letter_tag")]),
        ("{% if %}a{% endif %}", [("line 4", "letter_tag"), ("line 4", "letter_tag")]),
        ("{% if decision_hours = 1 %}a{% endif %}", [("line 4", "letter_condition")]),
        ("{% if open('/etc/passwd') %}a{% endif %}", [("line 4", "letter_name")]),
        ("{% if (lambda: 1)() %}a{% endif %}", [("line 4", "letter_condition")]),
        ("{% if decision_hours.__class__ %}a{% endif %}", [("line 4", "letter_condition")]),
        ("`{{ decision_hours }}`", [("line 4", "letter_place")]),
        ("a\n\n    {{ decision_hours }}", [("line 6", "letter_place")]),
        ("```\n{{ decision_hours }}\n```", [("line 5", "letter_place")]),
        ("[a](https://example.org/{{ decision_hours }})", [("line 4", "letter_place")]),
        ("[a][b]\n\n[b]: https://{{ decision_hours }}", [("line 6", "letter_place")]),
        ('[a](https://example.org "{{ decision_hours }}")', [("line 4", "letter_place")]),
        ("```{{ decision_hours }}\na\n```", [("line 4", "letter_place")]),
        ("{% if 1 %}a{% else %}{% if 2 %}`{{ person }}`{% endif %}{% endif %}", [("line 4", "letter_place")]),
        ("<b>a</b>", [("", "letter_html"), ("", "letter_html")]),
        ("", [("line 4", "letter_head")]),
    ],
)  # fmt: skip
def test_every_mistake_is_found_where_it_stands(body: str, expected: list[tuple[str, str]]) -> None:
    assert rules(body, "decision_hours", "person", "municipality.name") == expected


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"# A letter without head", "letter_head"),
        (b"---\nsubject: a\nb", "letter_head"),
        (b"---\nsubject:\n---\na", "letter_head"),
        (b"---\nsubject: a\nto: b\n---\na", "letter_head"),
        (b"---\nsubject: {{ decision_reasons }}\n---\na", "letter_subject"),
        (b"---\nsubject: \xff\n---\na", "letter_head"),
        (b"---\nsubject: a\n---\n" + b"a" * 70_000, "letter_head"),
        (b"---\nsubject: a\n---\n" + b"{% if x %}" * 5000, "letter_tag"),
        (b"---\nsubject: a\n---\n" + b"{{" * 30_000, "letter_tag"),
        (b"", "letter_head"),
    ],
)
def test_a_file_that_is_no_letter_is_refused_at_once(data: bytes, rule: str) -> None:
    findings = check_template(data, "letter.md", ["x", "decision_reasons"])
    assert rule in {finding.rule for finding in findings if finding.severity is Severity.ERROR}
    if rule != "letter_subject":
        with pytest.raises(Refused):
            read_template(data, "letter.md")


def test_a_near_miss_is_guessed() -> None:
    (finding,) = check_template(b"---\nsubject: a\n---\n{{ valid_form }}", "a.md", ["valid_from", "valid_to"])
    assert str(finding.message) == "“valid_form” is not a value this letter gets. Is “valid_from” meant?"


def test_html_is_only_a_warning() -> None:
    (finding,) = check_template(b"---\nsubject: a\n---\na <br>", "a.md", [])
    assert finding.severity is Severity.WARNING


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    data = "\ufeff---\r\nsubject: Ā\r\n---\r\n{% if x %}\r\nB\r\n{% endif %}\r\n".encode()
    assert fill(read_template(data, "a.md"), {"x": True}) == FilledLetter("Ā", "B\n")

"""Every sentence for people has its Latvian, complete and with the same places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.messages_catalogue import catalogue_files
from tests.house.catalogue import Said, entry_findings, latvian, places, said_in_python, said_in_template
from tests.house.source_files import ROOT, project_files, python_files


def said_by_the_project() -> list[tuple[str, str]]:
    found: list[Said] = []
    for path in python_files(rooms=("engine", "web")):
        found += said_in_python(path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
    for path in project_files():
        if path.is_relative_to(ROOT / "web" / "templates"):
            found += said_in_template(path, path.relative_to(ROOT).as_posix())
    return [(said.place, said.text) for said in found]


def test_every_entry_is_complete() -> None:
    assert [finding for path in catalogue_files() for finding in entry_findings(path)] == []


def test_two_files_say_a_sentence_alike() -> None:
    assert latvian(catalogue_files())[1] == []


def test_every_sentence_has_its_latvian() -> None:
    catalogue, _ = latvian(catalogue_files())
    said = said_by_the_project()
    assert len(said) > 5
    missing = [f"{place}: {text!r}" for place, text in said if text and text not in catalogue]
    assert not missing, "\n" + "\n".join(missing)


def test_every_sentence_is_a_literal() -> None:
    """`msg(text)` hides the sentence from this test and from grep; write msg("…") where the words stand."""
    places_of_others = [place for place, text in said_by_the_project() if not text]
    assert not places_of_others, "\n" + "\n".join(places_of_others)


PO_HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('msgid "Send"\nmsgstr ""\n', "has no Latvian"),
        ('#, fuzzy\nmsgid "Send"\nmsgstr "Sūtīt"\n', "is marked fuzzy"),
        ('msgid "Sent {day}"\nmsgstr "Nosūtīts"\n', "has other places"),
        ('msgid "Sent"\nmsgstr "Nosūtīts {day}"\n', "has other places"),
        ('msgid "Paid {sum:money}"\nmsgstr "Samaksāts {sum:nauda}"\n', "unknown kind"),
        ('msgid "%(n)s left"\nmsgstr "palika %(m)s"\n', "has other places"),
    ],
)
def test_a_planted_faulty_entry_is_named(tmp_path: Path, entry: str, words: str) -> None:
    path = tmp_path / "planted.po"
    path.write_text(PO_HEADER + entry, "utf-8")
    [finding] = entry_findings(path)
    assert finding.startswith("planted.po:")
    assert words in finding


def test_a_sound_entry_is_not_named(tmp_path: Path) -> None:
    path = tmp_path / "sound.po"
    path.write_text(PO_HEADER + 'msgid "Sent {day}"\nmsgstr "{day} nosūtīts"\n', "utf-8")
    assert entry_findings(path) == []
    assert "Sent {day}" in latvian([path])[0]


def test_a_quarrel_of_two_files_is_named(tmp_path: Path) -> None:
    for name, words in (("one.po", "Sūtīt"), ("two.po", "Nosūtīt")):
        (tmp_path / name).write_text(f'{PO_HEADER}msgid "Send"\nmsgstr "{words}"\n', "utf-8")
    [quarrel] = latvian(sorted(tmp_path.iterdir()))[1]
    assert "two.po: 'Send' is 'Nosūtīt', elsewhere 'Sūtīt'" in quarrel


def test_sentences_are_found_in_code_and_templates(tmp_path: Path) -> None:
    code = 'raise X(msg("No {thing}.", thing=1))\n_("Send")\nmsg(f"{x}")\ntranslate(words, "lv")\n'
    assert {(said.place, said.text) for said in said_in_python("a.py", code)} == {
        ("a.py:1", "No {thing}."),
        ("a.py:2", "Send"),
        ("a.py:3", ""),
    }
    template = tmp_path / "a.html"
    template.write_text("<p>{{ _('Send') }}</p>\n{% trans %}Take back{% endtrans %}", "utf-8")
    assert [said.text for said in said_in_template(template, "a.html")] == ["Send", "Take back"]


def test_places_are_read_in_both_spellings() -> None:
    assert places("{a} and %(b)s, {c:.2f}") == {"a", "b", "c"}


MID_SENTENCE = re.compile(r"(?<=[a-zāčēģīķļņšūž,;–] )(Jūs|Jums|Jūsu)\b")
SMALL = re.compile(r"\b(jūs|jums|jūsu)\b")


def test_pages_say_you_small_and_letters_capital() -> None:
    """One style everywhere (GLOSSARY): „jūs” on pages and in forms, „Jūs” in letters."""
    pages = [*catalogue_files(), *(ROOT / "forms").glob("*/*.json")]
    letters = list((ROOT / "processes").glob("*/letters/*.md"))
    assert letters
    wrong = [path.name for path in pages if MID_SENTENCE.search(path.read_text("utf-8"))]
    assert wrong + [path.name for path in letters if SMALL.search(path.read_text("utf-8"))] == []
    assert MID_SENTENCE.search("ar Jums")
    assert not MID_SENTENCE.search("Gatavs. Jums vairs nekas nav jādara")

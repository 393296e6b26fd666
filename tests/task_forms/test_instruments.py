"""The questionnaire's file, and the answers to it."""

from __future__ import annotations

import pytest

from engine.errors import Refused
from engine.task_forms import check_instrument, read_instrument
from tests.task_forms.builders import answers, form_of, part, refusal, small_instrument

FILE = "processes/questionnaires/small.yaml"
INSTRUMENT = small_instrument().instrument
KNOWN = {"small": INSTRUMENT}
FORM = form_of(
    part("questionnaire", "questionnaire", validate={"required": True}, properties={"instrument": "small"})
)

SOUND = """\
name: small
version: "1"
official: false
title: {lv: Anketa, en: Questionnaire}
note: {lv: Piezīme, en: Note}
items:
  - id: q01
    question: {lv: Jautājums, en: Question}
    options:
      - {points: 0, label: {lv: Nē, en: "No"}}
      - {points: 3, label: {lv: Jā, en: "Yes"}}
"""


def sentences(text: str) -> list[tuple[str, str]]:
    return [(found.element, str(found.message)) for found in check_instrument(text.encode(), FILE)]


def test_a_sound_file_is_an_instrument() -> None:
    found = read_instrument(SOUND.encode(), FILE)
    assert sentences(SOUND) == []
    assert (found.instrument.version, found.instrument.official) == ("1", False)
    assert [option.points for option in found.instrument.items[0].options] == [0, 3]
    assert found.title.said("en") == "Questionnaire"


@pytest.mark.parametrize(
    ("old", "new", "element", "sentence"),
    [
        ("version:", "versoin:", "", "“versoin” is not known here; did you mean “version”?"),
        ("name: small", "name: other", "", "“name” must be the name of the file without its ending."),
        ('version: "1"', "version: 1", "", "“version” must be a text of at most 4000 characters."),
        ("official: false\n", "", "", "“official” must say true or false."),
        ("official: false", "official: perhaps", "", "“official” must say true or false."),
        ("id: q01", "id: first", "first", "The id of a question is “q” and two digits, for example q01."),
        ("lv: Jautājums, ", "", "q01", "“question” is missing: people would not know what is asked."),
        (", en: Question}", "}", "q01", "The English of “question” is missing."),
        ("points: 3", "points: 4", "q01", "“points” must be a whole number from 0 to 3."),
        ("points: 3", "points: 1.5", "q01", "“points” must be a whole number from 0 to 3."),
        ("points: 3, ", "", "q01", "An answer has no “points”."),
        ("points: 3", "threshold: 3", "q01", "“threshold” is not known here."),
        ("items:", "items: []\nold:", "", "“old” is not known here."),
        ("name: small", "name: small\nname: small", "", "The name “name” stands twice in one object."),
        ("name: small", "1: small", "", "Every name must be a text; put quotes around “1”."),
        (
            "{lv: Piezīme, en: Note}",
            "&n {lv: a, en: b}\nx: *n",
            "",
            "Anchors and aliases (& and *) are not allowed in this file.",
        ),
        ("items:", "items: [", "", "The YAML breaks off at line 7."),
        ("{lv: Piezīme, en: Note}", "!!python/object:os.system {}", "", "The YAML breaks off at line 5."),
    ],
)
def test_a_broken_file_is_one_sentence_with_its_question(
    old: str, new: str, element: str, sentence: str
) -> None:
    assert old in SOUND
    assert (element, sentence) in sentences(SOUND.replace(old, new))


def test_two_answers_of_the_same_worth_are_refused() -> None:
    [(_, sentence)] = sentences(SOUND.replace("points: 3", "points: 0"))
    assert sentence.startswith("Question q01 of “small” needs")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff", b"a: " + b"[" * 500, b"x" * 300_000, b"{a: 1, ? [b] : 2}"]
)
def test_rubbish_is_refused_and_never_crashes(data: bytes) -> None:
    with pytest.raises(Refused):
        read_instrument(data, FILE)


def test_all_questions_answered() -> None:
    found = answers(FORM, {"questionnaire": {"q02": "3", "q01": 0}}, instruments=KNOWN)
    assert found.values["questionnaire"] == {"q01": 0, "q02": 3}


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"q01": "1"}, {"questionnaire.q02": "Choose an answer."}),
        ({}, {"questionnaire": "Answer all questions."}),
        (None, {"questionnaire": "Answer all questions."}),
        ({"q01": "4", "q02": "1"}, {"questionnaire.q01": "Choose one of the answers that are offered."}),
        (
            {"q01": "x", "q02": True},
            {
                "questionnaire.q01": "Choose one of the answers that are offered.",
                "questionnaire.q02": "Choose one of the answers that are offered.",
            },
        ),
        ({"q01": 1, "q02": 1, "q13": 1}, {"questionnaire": "This questionnaire has no question “q13”."}),
        ("all 3", {"questionnaire": "Answer the questions one by one."}),
    ],
)
def test_questions_that_are_missing_or_wrong(sent: object, expected: dict[str, str]) -> None:
    assert refusal(FORM, {"questionnaire": sent}, instruments=KNOWN) == expected


def test_without_its_file_nothing_can_be_answered() -> None:
    assert refusal(FORM, {"questionnaire": {"q01": 1}}) == {
        "questionnaire": "The questionnaire “small” is not available."
    }

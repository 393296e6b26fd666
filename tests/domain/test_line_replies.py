"""The ministry's answer to each line: whole, cut or refused; taken only when every line is answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.line_replies import Answer, AskedLine, GivenAnswer, judged

LINES = [
    AskedLine(1, "L-1", "2026-03", 5680),
    AskedLine(2, "L-2", "2026-03", 2880),
    AskedLine(3, "L-1", "2026-02", -500),
]


def row(
    line: AskedLine, answer: Answer = Answer.ACCEPTED, cents: int | None = None, reason: str = ""
) -> GivenAnswer:
    return GivenAnswer(line.contract_number, line.period, answer, cents, cents is not None, reason)


WHOLE = "Accepted means the whole amount, €56.80; for less write “cut”."
LESS = "Of a line that is cut more than 0 and less than €56.80 is accepted."
ALL = [row(line) for line in LINES]


def test_every_line_gets_its_answer() -> None:
    cut, refused = row(LINES[0], Answer.CUT, 5000, "Stundas"), row(LINES[1], Answer.REFUSED, None, "Nav")
    found = judged(LINES, [cut, refused, ALL[2]])
    assert found.is_sound
    assert [(one.line.line_id, one.accepted_cents, one.reason) for one in found.answers] == [
        (1, 5000, "Stundas"), (2, 0, "Nav"), (3, -500, ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (replace(ALL[0], period=None), "The service month must be written like 2026-10."),
        (replace(ALL[0], contract_number="L-7"), "The claim has no line for this contract and month."),
        (replace(ALL[0], answer=None), "The result must be one of: accepted, cut, refused."),
        (replace(ALL[0], has_amount=True), "The accepted amount must be euro such as 12,34."),
        (row(LINES[0], Answer.ACCEPTED, 5679), WHOLE),
        (row(LINES[0], Answer.CUT, 5000), "What is cut or refused needs a reason."),
        (row(LINES[0], Answer.CUT, 5680, "x"), LESS),
        (row(LINES[0], Answer.CUT, None, "x"), LESS),
        (row(LINES[0], Answer.REFUSED, 1, "x"), "Of a refused line 0 is accepted."),
        (row(LINES[0], Answer.REFUSED, 0, "x" * 501), "The reason is too long: at most 500 characters."),
        (
            row(LINES[2], Answer.REFUSED, 0, "x"),
            "A line that asks for nothing or gives money back can only be accepted.",
        ),
    ],
)  # fmt: skip
def test_a_row_that_is_not_sound_says_why(wrong: GivenAnswer, sentence: str) -> None:
    found = judged(LINES, [wrong, *ALL[1:]])
    assert not found.is_sound
    assert [str(one) for one in found.troubles[0]] == [sentence]


def test_a_line_answered_twice_and_one_not_answered() -> None:
    found = judged(LINES, [ALL[0], ALL[0], ALL[1]])
    assert {number: [str(one) for one in said] for number, said in found.troubles.items()} == {
        1: ["This line has an answer above already."]
    }
    assert list(found.missing) == [LINES[2]]


ROWS = st.builds(
    GivenAnswer,
    st.sampled_from(["L-1", "L-2", "L-3"]),
    st.sampled_from(["2026-02", "2026-03", None]),
    st.sampled_from([*Answer, None]),
    st.one_of(st.none(), st.integers(-600, 6000)),
    st.booleans(),
    st.sampled_from(["", "Iemesls"]),
)


@given(st.lists(ROWS, max_size=6))
def test_what_is_taken_answers_every_line_once_and_never_more_than_was_asked(rows: list[GivenAnswer]) -> None:
    found = judged(LINES, rows)
    if found.is_sound:
        assert sorted(one.line.line_id for one in found.answers) == [1, 2, 3]
        assert sum(one.accepted_cents for one in found.answers) <= sum(line.cents for line in LINES)
    else:
        assert found.troubles or found.missing

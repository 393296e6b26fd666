"""The questionnaire: a score of complete, allowed answers and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.domain.questionnaire import Instrument, Item, Option, refuse_unofficial, score
from engine.errors import EngineError, InvalidAnswers

ITEMS = [f"q{n:02d}" for n in range(1, 13)]


def an_item(item_id: str, points: tuple[int, ...] = (0, 1, 2, 3)) -> Item:
    return Item(item_id, {"lv": item_id}, tuple(Option(each, {"lv": str(each)}) for each in points))


def an_instrument(*items: Item, official: bool = False) -> Instrument:
    return Instrument("demo_questionnaire", "1", official, items or tuple(an_item(each) for each in ITEMS))


@pytest.mark.parametrize(("points", "total"), [(0, 0), (1, 12), (3, 36)])
def test_twelve_equal_answers(points: int, total: int) -> None:
    assert score(an_instrument(), dict.fromkeys(ITEMS, points)).total == total


@given(st.fixed_dictionaries({item: st.integers(0, 3) for item in ITEMS}))
def test_the_score_is_the_sum_with_every_answer_told(answers: dict[str, int]) -> None:
    found = score(an_instrument(), answers)
    assert found.total == sum(answers.values())
    assert {each.item.item_id: each.option.points for each in found.scored_items} == answers


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"q13": 1}, ["q13"]),
        ({"q05": 4}, ["q05"]),
        ({"q05": -1}, ["q05"]),
        ({"q05": None}, ["q05"]),
        ({"q05": "3"}, ["q05"]),
        ({"q05": True}, ["q05"]),
        ({"q05": 2.0}, ["q05"]),
        ({"q01": 9, "q13": 0, "q07": None}, ["q01", "q07", "q13"]),
    ],
)
def test_every_wrong_answer_is_named(change: Mapping[str, object], wrong: list[str]) -> None:
    answers: dict[str, object] = {**dict.fromkeys(ITEMS, 1), **change}
    with pytest.raises(InvalidAnswers) as refused:
        score(an_instrument(), answers)
    assert sorted(refused.value.fields) == wrong


def test_a_missing_answer_is_asked_for() -> None:
    with pytest.raises(InvalidAnswers) as refused:
        score(an_instrument(), dict.fromkeys(ITEMS[1:], 1))
    assert {key: str(text) for key, text in refused.value.fields.items()} == {"q01": "Answer question q01."}


def test_only_the_points_that_an_option_has() -> None:
    instrument = an_instrument(an_item("q01", (0, 3)))
    assert score(instrument, {"q01": 3}).total == 3
    with pytest.raises(InvalidAnswers) as refused:
        score(instrument, {"q01": 1})
    assert str(refused.value.fields["q01"]) == "Question q01 allows these points: 0, 3."


@pytest.mark.parametrize("points", [(0,), (0, 0), (0, 4), (-1, 0), (0, True)])
def test_an_instrument_has_sensible_options(points: tuple[int, ...]) -> None:
    with pytest.raises(EngineError, match="q01"):
        an_instrument(an_item("q01", points))


def test_an_instrument_has_different_questions() -> None:
    with pytest.raises(EngineError, match="different ids"):
        an_instrument(an_item("q01"), an_item("q01"))
    with pytest.raises(EngineError, match="different ids"):
        Instrument("empty", "1", official=True, items=())


def test_no_live_decision_rests_on_a_demonstration() -> None:
    refuse_unofficial(an_instrument(official=True), accept_demo=False)
    refuse_unofficial(an_instrument(official=False), accept_demo=True)
    with pytest.raises(EngineError, match="no decision may rest on it"):
        refuse_unofficial(an_instrument(official=False), accept_demo=False)

"""Activities done several times, told twice: straight, and reloaded after every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from engine.bpmn.rounds import NoRounds
from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker

Walk = Callable[..., Walker]
NAMES = ["Anna", "Juris", "Zane"]


def _around(activity: str, name: str = "visit") -> str:
    return (
        draw.start()
        + activity
        + draw.user("after")
        + draw.end()
        + draw.chain("begun", name, "after", "finished")
    )


def _answer(case: Walker, uid: str, **answers: object) -> None:
    case._step(lambda execution: execution.complete(uid, answers, user_id=1))


def _round_of(case: Walker, **known: object) -> str:
    """The task of the round that has these values."""
    (uid,) = [
        uid
        for uid, task in case.progress.waits.tasks.items()
        if all(task.values.get(name) == value for name, value in known.items())
    ]
    return uid


def test_rounds_at_once_over_a_list_gather_answers_in_its_order(walk: Walk) -> None:
    rounds = draw.rounds(over="people", item="person", output="found", answer="hours")
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"people": NAMES})
    assert case.tasks() == ["visit", "visit", "visit"]
    for name, hours in (("Zane", 3), ("Anna", 1), ("Juris", 2)):
        _answer(case, _round_of(case, person=name), hours=hours)
    assert case.tasks() == ["after"]
    assert case.progress.values == {"people": NAMES, "found": [1, 2, 3]}
    assert case.passed == ["begun", "visit", "visit", "visit"]
    assert case.complete("after").progress.completed


def test_rounds_in_turn_over_a_list(walk: Walk) -> None:
    rounds = draw.rounds(over="people", item="person", output="found", answer="seen_on", in_turn=True)
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"people": NAMES})
    for day, name in enumerate(NAMES, start=1):
        assert case.tasks() == ["visit"]
        _answer(case, _round_of(case, person=name), seen_on=date(2026, 3, day))
    assert case.tasks() == ["after"]
    assert case.progress.values["found"] == [date(2026, 3, day) for day in (1, 2, 3)]


@pytest.mark.parametrize("in_turn", [True, False])
def test_rounds_over_tables_of_values(walk: Walk, in_turn: bool) -> None:
    rows: list[dict[str, object]] = [
        {"name": "Anna", "born": date(1990, 5, 17)},
        {"name": "Juris", "born": None},
    ]
    rounds = draw.rounds(over="rows", item="row", in_turn=in_turn)
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"rows": rows})
    for row in rows:
        _answer(case, _round_of(case, row=row), last=row["name"])
    assert case.tasks() == ["after"]
    assert case.progress.values == {"rows": rows, "last": "Juris"}


@pytest.mark.parametrize("in_turn", [True, False])
def test_rounds_by_number(walk: Walk, in_turn: bool) -> None:
    rounds = draw.rounds(count="min(wanted, 9)", item="at", output="found", answer="said", in_turn=in_turn)
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"wanted": 2})
    assert len(case.tasks()) == (1 if in_turn else 2)
    for at in (0, 1):
        _answer(case, _round_of(case, at=at), said=f"round {at}")
    assert case.tasks() == ["after"]
    assert case.progress.values["found"] == ["round 0", "round 1"]


@pytest.mark.parametrize("in_turn", [True, False])
def test_no_round_at_all_goes_on(walk: Walk, in_turn: bool) -> None:
    rounds = draw.rounds(over="people", item="person", output="found", answer="hours", in_turn=in_turn)
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"people": []})
    assert case.tasks() == ["after"]
    assert case.progress.values == {"people": [], "found": []}
    assert case.passed == ["begun"]


@pytest.mark.parametrize("in_turn", [True, False])
def test_a_condition_stops_the_rounds(walk: Walk, in_turn: bool) -> None:
    rounds = draw.rounds(over="people", item="person", until="refused", in_turn=in_turn)
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"people": NAMES})
    _answer(case, _round_of(case, person="Anna"), refused=False)
    _answer(case, _round_of(case, person="Juris"), refused=True)
    assert case.tasks() == ["after"]


@pytest.mark.parametrize("in_turn", [True, False])
def test_rounds_of_a_sub_process_with_a_service(walk: Walk, in_turn: bool) -> None:
    inner = draw.start("s") + draw.service("pay") + draw.user("look") + draw.end("e")
    inner = draw.sub("visit", inner + draw.chain("s", "pay", "look", "e"))
    rounds = draw.rounds(over="people", item="person", output="found", answer="paid", in_turn=in_turn)
    case = walk(
        _around(draw.repeated(inner, rounds)),
        values={"people": NAMES},
        services={"pay": lambda values: {"paid": f"{values['person']} 5"}},
    )
    for name in NAMES:
        _answer(case, _round_of(case, person=name))
    assert case.tasks() == ["after"]
    assert case.progress.values["found"] == ["Anna 5", "Juris 5", "Zane 5"]
    assert case.called == ["pay"] * 3


@pytest.mark.parametrize("in_turn", [True, False])
def test_rounds_of_a_called_process(walk: Walk, in_turn: bool) -> None:
    inner = draw.start("s") + draw.user("look") + draw.end("e") + draw.chain("s", "look", "e")
    rounds = draw.rounds(over="people", item="person", output="found", answer="level", in_turn=in_turn)
    case = walk(
        _around(draw.repeated(draw.call("visit", "q"), rounds)),
        values={"people": NAMES},
        more={"q.bpmn": draw.diagram("q", inner)},
    )
    for level, name in enumerate(NAMES):
        _answer(case, _round_of(case, person=name), level=level)
    assert case.progress.values["found"] == [0, 1, 2]
    assert case.complete("after").progress.completed


def test_a_border_event_takes_all_rounds_away(walk: Walk) -> None:
    rounds = draw.rounds(over="people", item="person")
    body = _around(draw.repeated(draw.user("visit"), rounds)) + draw.user("late") + draw.end("ended")
    body += draw.boundary("too_late", "visit", draw.timer('date("2026-03-10")')) + draw.chain(
        "too_late", "late", "ended"
    )
    case = walk(body, values={"people": NAMES})
    _answer(case, _round_of(case, person="Anna"))
    assert list(case.timers()) == ["too_late"]
    assert case.at(2026, 3, 11).tasks() == ["late"]
    assert case.complete("late").progress.completed


def test_all_who_did_a_round_are_kept_from_the_other_half(walk: Walk) -> None:
    rounds = draw.rounds(over="people", item="person")
    body = draw.start() + draw.repeated(draw.user("visit", role="caseworker"), rounds)
    body += draw.user("approve", role="head_of_service", not_same_person_as="visit") + draw.end()
    case = walk(body + draw.chain("begun", "visit", "approve", "finished"), values={"people": NAMES[:2]})
    case.complete("visit", by=41).complete("visit", by=42)
    (task,) = case.progress.waits.tasks.values()
    assert task.excluded_user_ids == (41, 42)


def test_who_did_a_step_of_one_round_is_kept_from_the_other_half_whatever_the_next_round_does(
    walk: Walk,
) -> None:
    """The first round's check opens after the second round's visit was done by somebody else."""
    inner = draw.start("s") + draw.user("visit") + draw.user("write_up")
    inner += draw.user("check", not_same_person_as="visit") + draw.end("e")
    inner = draw.sub("each", inner + draw.chain("s", "visit", "write_up", "check", "e"))
    case = walk(_around(draw.repeated(inner, draw.rounds(count="2")), "each"))
    case.complete("visit", by=41).complete("visit", by=42).complete("write_up", by=43)
    (task,) = [one for one in case.progress.waits.tasks.values() if one.element.element_id == "check"]
    assert task.excluded_user_ids == (41, 42)


@pytest.mark.parametrize("in_turn", [True, False])
def test_rounds_do_not_undo_what_other_rounds_changed(walk: Walk, in_turn: bool) -> None:
    rounds = draw.rounds(over="people", item="person", in_turn=in_turn)
    values: dict[str, object] = {"people": NAMES[:2], "clean": False, "safe": False}
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values=values)
    _answer(case, _round_of(case, person="Anna"), clean=True)
    _answer(case, _round_of(case, person="Juris"), safe=True)
    assert case.progress.values == {"people": NAMES[:2], "clean": True, "safe": True}


@pytest.mark.parametrize("in_turn", [True, False])
def test_an_empty_place_in_the_list_has_its_round_too(walk: Walk, in_turn: bool) -> None:
    rounds = draw.rounds(over="people", item="person", in_turn=in_turn)
    case = walk(_around(draw.repeated(draw.user("visit"), rounds)), values={"people": ["Anna", None, "Zane"]})
    for _ in range(3):
        case.complete("visit")
    assert case.tasks() == ["after"]


@pytest.mark.parametrize("in_turn", [True, False])
def test_a_condition_takes_away_what_waits_within_the_other_rounds(walk: Walk, in_turn: bool) -> None:
    inner = draw.start("s") + draw.user("look") + draw.catch("rest", draw.timer('date("2026-03-10")'))
    inner = draw.sub("visit", inner + draw.end("e") + draw.chain("s", "look", "rest", "e"))
    rounds = draw.rounds(count="3", until="stop", in_turn=in_turn)
    case = walk(_around(draw.repeated(inner, rounds)), values={"stop": False})
    case.complete("look", stop=True)
    assert list(case.timers()) == ["rest"]
    assert case.at(2026, 3, 11).tasks() == ["after"]
    assert case.timers() == {}
    assert case.complete("after").progress.completed


def test_a_loop_goes_on_while_its_condition_holds(walk: Walk) -> None:
    loop = draw.loop(9, "not ready")
    case = walk(_around(draw.repeated(draw.user("visit"), loop)))
    assert case.complete("visit", ready=False, notes=["a", "b"]).tasks() == ["visit"]
    assert case.complete("visit", ready=True, notes=["c"]).tasks() == ["after"]
    assert case.progress.values == {"ready": True, "notes": ["c"]}


def test_the_guard_of_a_loop_ends_it(walk: Walk) -> None:
    case = walk(_around(draw.repeated(draw.user("visit"), draw.loop(3, "not ready"))))
    for _ in range(2):
        assert case.complete("visit", ready=False).tasks() == ["visit"]
    assert case.complete("visit", ready=False).tasks() == ["after"]


def test_a_loop_may_ask_before_the_first_round(walk: Walk) -> None:
    loop = draw.loop(3, "not ready", asks_first=True)
    assert walk(_around(draw.repeated(draw.user("visit"), loop)), values={"ready": True}).tasks() == ["after"]
    assert walk(_around(draw.repeated(draw.user("visit"), loop)), values={"ready": False}).tasks() == [
        "visit"
    ]


@pytest.mark.parametrize("values", [{}, {"people": "Anna"}, {"people": list(range(501))}])
def test_rounds_that_cannot_be_counted_are_a_failure_in_words(walk: Walk, values: dict[str, object]) -> None:
    with pytest.raises(NoRounds):
        walk(_around(draw.repeated(draw.user("visit"), draw.rounds(over="people"))), values=values)

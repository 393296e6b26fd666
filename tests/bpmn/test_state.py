"""The state of an instance: bytes of tasks and data only, come back unchanged, never guessed at."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.bpmn.definitions import read_definitions
from engine.bpmn.execution import Execution
from engine.bpmn.scripting import Environment, ScriptEngine, Surroundings
from engine.bpmn.state import ForeignState, restore, save, unpacked
from engine.bpmn.waits import Waits
from engine.settings import ROOT
from engine.values_json import NotAValue
from tests.bpmn import drawing as draw
from tests.bpmn.walker import START, Walker

MONTH = ROOT / "processes" / "monthly_confirmation"


def everything() -> dict[str, bytes]:
    """A process with every kind of wait the service uses, and loops that people cause."""
    inner = draw.start("s") + draw.gateway("fork", "parallel") + draw.user("sign") + draw.user("fallback")
    inner += draw.end("signed", draw.TERMINATE) + draw.end("noted")
    inner += draw.flows("s > fork", "fork > sign", "fork > fallback", "sign > signed", "fallback > noted")
    contest = (
        draw.message_start("contest", draw.message("contestation"))
        + draw.user("review")
        + draw.end("reviewed")
    )
    contest += draw.chain("contest", "review", "reviewed")
    body = draw.start() + draw.gateway("again", default="again_enter") + draw.user("enter")
    body += (
        draw.gateway("which", "inclusive")
        + draw.user("left")
        + draw.user("right")
        + draw.gateway("met", "inclusive")
    )
    body += draw.boundary("remind", "enter", draw.timer("days_after(today(), 3)"), interrupting=False)
    body += draw.user("reminded") + draw.end("told")
    body += draw.sub("signing", inner) + draw.sub("contested", contest, by_event=True)
    body += draw.gateway("first", "eventBased") + draw.catch("came", draw.message("papers"))
    body += draw.catch("late", draw.timer("days_after(today(), 5)")) + draw.call("assessment", "called")
    body += draw.service("score") + draw.gateway("round") + draw.end()
    body += draw.chain("begun", "again", "enter", "which") + draw.chain("remind", "reminded", "told")
    body += draw.flows(
        "which > left if n >= 0", "which > right if n > 4", "left > met", "right > met", "met > signing"
    )
    body += draw.flows(
        "signing > first", "first > came", "first > late", "came > assessment", "late > assessment"
    )
    body += draw.flows(
        "assessment > score", "score > round", "round > again if n > 2", "round > finished if n <= 2"
    )
    called = draw.start("called_begun") + draw.user("assess") + draw.end("called_done")
    called += draw.chain("called_begun", "assess", "called_done")
    roots = draw.root_message("contestation") + draw.root_message("papers")
    return {"p.bpmn": draw.diagram("p", body, roots=roots), "called.bpmn": draw.diagram("called", called)}


FILES = everything()
SERVICES = {
    "score": lambda values: {"score": int(str(values.get("n", 0))) * 2, "rounds": [values.get("n", 0)]}
}
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("complete"), st.integers(0, 5), st.integers(0, 9)),
        st.tuples(
            st.just("message"), st.sampled_from(["contestation", "papers", "nothing"]), st.integers(0, 9)
        ),
        st.tuples(st.just("days"), st.integers(0, 6), st.just(0)),
    ),
    max_size=14,
)


def told(walker: Walker) -> dict[str, object]:
    """Where an instance stands, in words that do not depend on the engine's own ids."""
    return {
        "tasks": walker.tasks(),
        "timers": walker.timers(),
        "messages": walker.messages(),
        "values": walker.progress.values,
        "passed": walker.passed,
        "completed": walker.progress.completed,
        "called": walker.called,
    }


def move(walker: Walker, kind: str, what: Any, number: int) -> None:
    if kind == "days":
        now = walker.now + timedelta(days=what)
        walker.at(now.year, now.month, now.day, now.hour)
    elif kind == "message":
        walker.receive(what, came=number)
    elif walker.tasks():
        walker.complete(walker.tasks()[what % len(walker.tasks())], by=number, n=number)


@given(MOVES)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_saving_and_reloading_after_every_step_changes_nothing(moves: list[tuple[str, Any, int]]) -> None:
    straight = Walker(FILES, "p", values={"n": 1}, services=SERVICES, reload=False)
    reloaded = Walker(FILES, "p", values={"n": 1}, services=SERVICES, reload=True)
    assert told(straight) == told(reloaded)
    for one in moves:
        for walker in (straight, reloaded):
            move(walker, *one)
        assert told(straight) == told(reloaded)


@given(MOVES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_what_was_saved_is_saved_again_byte_for_byte(moves: list[tuple[str, Any, int]]) -> None:
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES)
    for one in moves:
        move(walker, *one)
        state = walker.progress.state
        assert save(walker.definition, restore(walker.definition, state, _engine(walker))) == state


def _engine(walker: Walker) -> ScriptEngine:
    return ScriptEngine(Environment(walker._world()))


def test_a_walk_through_the_whole_diagram_ends() -> None:
    """The random walks above are worth something only if the diagram can be walked to its end."""
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES, reload=True)
    walker.complete("enter", n=7)
    assert walker.tasks() == ["left", "right"]
    walker.complete("left", n=7).complete("right", n=7).complete("fallback").complete("sign")
    assert walker.receive("papers", count=2)
    walker.complete("assess", n=7)
    assert walker.tasks() == ["enter"]  # once more round
    walker.complete("enter", n=1).complete("left", n=1).complete("sign")
    now = START + timedelta(days=9)
    walker.at(now.year, now.month, now.day)
    walker.complete("assess", n=1)
    assert walker.receive("contestation") is False
    assert walker.progress.completed


def test_the_state_of_another_process_is_refused() -> None:
    state = Walker(FILES, "p", services=SERVICES).progress.state
    other = read_definitions(
        {"q.bpmn": draw.diagram("q", draw.start() + draw.end() + draw.chain("begun", "finished"))}
    )
    with pytest.raises(ForeignState):
        Execution.resume(other["q"], state, Surroundings(START, {}, lambda *_: {}))


@pytest.mark.parametrize("change", ["p", "called"])
def test_the_state_of_another_version_is_refused_even_if_only_a_part_differs(change: str) -> None:
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES)
    changed = {
        name: data.replace(b'"sign"', b'"sign_it"').replace(b'"assess"', b'"assess_it"')
        for name, data in FILES.items()
    }
    other = read_definitions({**FILES, f"{change}.bpmn": changed[f"{change}.bpmn"]})["p"]
    with pytest.raises(ForeignState):
        Execution.resume(other, walker.progress.state, walker._world())


def test_a_state_of_another_format_is_refused() -> None:
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES)
    kept = json.loads(unpacked(walker.progress.state))
    kept["format"] += 1
    with pytest.raises(ForeignState):
        restore(walker.definition, json.dumps(kept).encode(), _engine(walker))


def test_a_value_that_may_not_travel_is_refused_when_saving() -> None:
    body = draw.start() + draw.service("score") + draw.user("look") + draw.end()
    files = {"p.bpmn": draw.diagram("p", body + draw.chain("begun", "score", "look", "finished"))}
    with pytest.raises(NotAValue, match="float"):
        Walker(files, "p", services={"score": lambda _values: {"share": 0.5}})


def test_the_state_holds_no_diagram() -> None:
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES).complete("enter", n=7)
    text = unpacked(walker.progress.state)
    assert b'"enter"' in text  # this is how an element is named
    assert b"sequenceFlow" not in text
    assert b"typename" not in text
    assert len(text) < 4_000


def test_a_state_that_an_earlier_version_stored_unpacked_is_read() -> None:
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES).complete("enter", n=7)
    text = unpacked(walker.progress.state)
    assert save(walker.definition, restore(walker.definition, text, _engine(walker))) == walker.progress.state


ENTRIES = {f"2026-03-{day:02d}": 330 for day in range(1, 32)}
MONTH_VALUES = {
    "month_id": 123456, "contract_id": 98765, "case_id": 4321, "period": "2026-03",
    "recipient_id": 11, "assistant_id": 12, "recipient_signer_id": 11, "recipient_signer_kind": "recipient",
    "granted_minutes": 9600, "regime": "proposed_2019", "subject": "Anna Bērziņa, 2026. gada marts",
}  # fmt: skip
FINDING = {
    "code": "above_granted_hours",
    "day": None,
    "minutes": 630,
    "sentence": {"text": "x" * 90, "values": {}},
}


class Month(Walker):
    """A month on the service's own diagram, its operations answering without a database."""

    def __init__(self, *, rounds: int) -> None:
        findings = iter([True] * rounds + [False])
        self.sizes: list[int] = []
        services = {
            "record_assistant_signature": lambda _values: {"both_signed": False},
            "record_recipient_signature": lambda values: {"both_signed": values["verdict"] == "confirmed"},
            "check_month": lambda _values: self.checked(has_findings=next(findings)),
            "calculate_remuneration": lambda _values: {
                "rate": "5.4200",
                "pay_cents": 86720,
                "state_cost_cents": 107177,
            },
            "post_to_ledger": lambda _values: {"entry_id": "month-123456"},
        }
        diagram = (MONTH / "monthly_confirmation.bpmn").read_bytes()
        super().__init__({"m.bpmn": diagram}, "monthly_confirmation", values=MONTH_VALUES, services=services)

    def checked(self, *, has_findings: bool) -> dict[str, object]:
        """What check_month gives: four findings, or none."""
        found = [FINDING] * 4 if has_findings else []
        return {
            "findings": found,
            "has_findings": has_findings,
            "payable_days": ENTRIES,
            "payable_minutes": 9600,
        }

    def does(self, task: str, **answers: Any) -> None:
        """Complete a task and weigh what is saved."""
        self.complete(task, by=1, **answers)
        self.sizes.append(len(unpacked(self.progress.state)))


def test_a_full_month_stays_below_ten_kilobytes() -> None:
    """Every day entered, changed once by the recipient, signed again by both, paid."""
    month = Month(rounds=0)
    month.does("enter_month", entries=ENTRIES, signed=True)
    month.does(
        "confirm_month", verdict="changed", entries={**ENTRIES, "2026-03-01": 60}, change_note="Mazāk. " * 20
    )
    month.does("enter_month", entries=ENTRIES, signed=True)
    month.does("confirm_month", verdict="confirmed")
    assert month.progress.completed
    assert month.sizes[0] < 5_000
    assert max(month.sizes) < 10_000
    assert len(month.progress.state) * 2 < month.sizes[-1], "it is packed where it is kept"


def test_each_round_of_findings_adds_a_few_kilobytes_and_no_more() -> None:
    month = Month(rounds=3)
    for verdict in ("return", "return", "accept_payable"):
        month.does("enter_month", entries=ENTRIES, signed=True)
        month.does("confirm_month", verdict="confirmed")
        month.does("review_findings", findings_verdict=verdict, findings_note="Pārsniegtas stundas. " * 10)
    assert month.progress.completed
    assert max(month.sizes) < 10_000 + 2 * 7_000


NEARLY_THE_SAME = [
    (1, True),
    (0, False),
    (Decimal("5.42"), Decimal("5.4200")),
    (5, Decimal("5")),
    ([1, 2], [True, 2]),
    ({"a": Decimal("1.0")}, {"a": Decimal("1.00")}),
    ("2026-03-01", date(2026, 3, 1)),
]


@pytest.mark.parametrize(("before", "after"), [*NEARLY_THE_SAME, *((b, a) for a, b in NEARLY_THE_SAME)])
def test_values_that_are_equal_but_not_alike_are_kept_apart(before: object, after: object) -> None:
    body = draw.start() + draw.user("change") + draw.user("look") + draw.end()
    files = {"p.bpmn": draw.diagram("p", body + draw.chain("begun", "change", "look", "finished"))}
    walker = Walker(files, "p", values={"x": before}).complete("change", x=after)
    found = Execution.resume(walker.definition, walker.progress.state, walker._world()).values()["x"]
    assert (type(found), repr(found)) == (type(after), repr(after))


def test_looking_at_a_saved_instance_shows_the_same_waits() -> None:
    walker = Walker(FILES, "p", values={"n": 1}, services=SERVICES).complete("enter", n=7)
    again: Waits = Execution.resume(walker.definition, walker.progress.state, walker._world())._before
    assert again == walker.progress.waits

"""Moves through the front door in any order, on two cases with one assistant: the paths of `test_paid_once`.

Both cases are taken over from another system, as often as one likes; months are entered, confirmed, changed,
taken back, returned, recorded late, opened, claimed and corrected. A move whose turn it is not is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from engine.claims import claims
from engine.domain.service_month import ServiceMonth as Period
from engine.errors import EngineError
from engine.months import months
from tests.processes.driver import Story
from tests.processes.month_roads import AFTER, ENDS, MARCH
from tests.processes.running_cases import ANNA, taken_over
from tests.processes.stage import Stage

RUNNING: Sequence[Mapping[str, str]] = (
    {**ANNA, "months_from": "2026-03-01", "contract_form": "self_employed"},
    {
        **ANNA,
        "recipient_personal_code": "090372-11049",
        "recipient_given_name": "Pauls",
        "recipient_family_name": "Kļaviņš",
        "recipient_address": "Meža iela 7, Ogre",
        "recipient_email": "pauls@example.org",
        "decision_number": "SD/2025/20",
        "contract_number": "SD/2025/20-L",
        "months_from": "2026-03-01",
    },
)
"""Two recipients with the same assistant."""
Entries = dict[str, object]
Move = tuple[str, int, Entries]
PERIODS = (MARCH, "2026-04", "2026-05", "2026-06")
CLAIMS_OPEN = (date(2026, 4, 8), date(2026, 5, 11), date(2026, 6, 8), date(2026, 7, 8))


@dataclass(slots=True)
class Walk:
    """A story on its way; `cases` are those whose months are moved."""

    story: Story
    cases: Sequence[int]
    most: dict[int, int] = field(default_factory=dict)  # month → most minutes that were ever reported for it


def _day(day: int, start: int, hours: int, *, timed: bool) -> tuple[str, object]:
    minutes = 60 * hours
    spans = {"minutes": minutes, "from": f"{start:02d}:00", "to": f"{start + hours:02d}:00"}
    return f"2026-03-{day:02d}", spans if timed else minutes


ENTERED = st.lists(
    st.builds(_day, st.sampled_from([3, 4, 10]), st.integers(8, 11), st.integers(1, 5), timed=st.booleans()),
    min_size=1,
    max_size=3,
).map(dict)


def enter(path: Walk, entries: Entries) -> None:
    path.story.complete("enter_month", period=MARCH, entries=entries, signed=True)


def confirm(path: Walk, _: Entries) -> None:
    path.story.complete("confirm_month", period=MARCH, verdict="confirmed")


def change(path: Walk, entries: Entries) -> None:
    path.story.complete(
        "confirm_month", period=MARCH, verdict="changed", entries=entries, change_note="hours_differ"
    )


def take_back(path: Walk, _: Entries) -> None:
    months.change_entries(path.story.runtime, path.story.actor("janis"), path.story.month(MARCH).id)


def accept(path: Walk, _: Entries) -> None:
    _decide(path, "accept_payable")


def give_back(path: Walk, _: Entries) -> None:
    _decide(path, "return")


def reject(path: Walk, _: Entries) -> None:
    _decide(path, "reject")


def _decide(path: Walk, verdict: str) -> None:
    path.story.complete(
        "review_findings", period=MARCH, findings_verdict=verdict, findings_note="limit_applies"
    )


def record(path: Walk, entries: Entries) -> None:
    """The deadline has passed; the office records what it was told."""
    if path.story.today < AFTER:
        path.story.on(AFTER)
    path.story.complete(
        "record_fallback",
        period=MARCH,
        fallback_channel="paper",
        fallback_reason="cannot_sign_here",
        entries=entries,
    )


def open_again(path: Walk, _: Entries) -> None:
    """What the tick does anyway, once more and at once."""
    story = path.story
    months.open_period(story.runtime, story.tenant, Period.parse(MARCH))
    claims.open_period(story.runtime, story.tenant, Period.parse(MARCH))
    story.works()


def claim(path: Walk, _: Entries) -> None:
    """The claim that is open goes as far as it can: reviewed, approved, paid."""
    for period in PERIODS:
        for task, answers in _OF_CLAIM.items():
            if any(one.element_id == task for one in path.story.open_tasks()):
                tried(
                    lambda task=task, answers=answers, period=period: path.story.complete(  # type: ignore[misc]
                        task, period=period, **answers
                    )
                )


_OF_CLAIM: dict[str, dict[str, object]] = {
    "review_claim": {"review_verdict": "ready", "review_note": ""},
    "approve_claim": {"approval": "approved"},
    "pay_assistants": {"paid_on": date(2026, 4, 10), "payment_note": ""},
}


def next_claim(path: Walk, _: Entries) -> None:
    """The next claim opens: it takes what came late, and what was corrected."""
    path.story.on(next(day for day in CLAIMS_OPEN if path.story.today < day))


def correct(path: Walk, entries: Entries) -> None:
    """What was claimed is to become something else."""
    story = path.story
    months.correct(story.runtime, story.actor("caseworker"), story.month(MARCH).id)
    story.complete(
        "enter_correction", correction_step="announce", correction_reason="slip_of_entry", entries=entries
    )


def agree(path: Walk, _: Entries) -> None:
    """Both sides agree to it."""
    for side in ("assistant", "recipient"):
        path.story.complete(f"agree_correction_{side}", correction_verdict="confirmed")


def take_over(path: Walk, _: Entries) -> None:
    """The same file, once more."""
    taken_over(path.story, *RUNNING)


MOVES: dict[str, Callable[[Walk, Entries], None]] = {
    move.__name__: move
    for move in (
        enter, confirm, change, take_back, accept, give_back, reject, record, open_again, claim, next_claim,
        take_over, correct, agree,
    )
}  # fmt: skip
PATHS = st.lists(
    st.tuples(st.sampled_from(sorted(MOVES)), st.integers(0, 1), ENTERED), min_size=6, max_size=16
)
TOGETHER: Entries = dict([_day(3, 8, 4, timed=True)])
PARTLY: Entries = dict([_day(3, 10, 4, timed=True)])
ALIKE: list[Move] = [
    ("enter", 0, TOGETHER),  # times are not asked for yet, and not kept
    ("enter", 1, PARTLY),
    ("take_over", 0, {}),
    ("take_back", 0, {}),
    ("enter", 0, TOGETHER),
    ("confirm", 0, {}),
    ("confirm", 1, {}),
    ("accept", 1, {}),
    ("open_again", 0, {}),
    ("next_claim", 0, {}),
    ("claim", 0, {}),
    ("open_again", 0, {}),
    ("claim", 0, {}),
]
UNTIMED: list[Move] = [
    ("enter", 0, {"2026-03-03": 240}),
    ("confirm", 0, {}),
    ("enter", 1, PARTLY),
    ("confirm", 1, {}),
    ("accept", 1, {}),
    *ALIKE[-4:],
]
CORRECTED: list[Move] = [
    *ALIKE,
    ("correct", 0, dict([_day(3, 8, 1, timed=True)])),
    ("agree", 0, {}),
    ("next_claim", 0, {}),
    ("claim", 0, {}),
    ("correct", 1, TOGETHER),
    ("agree", 1, {}),
    ("next_claim", 0, {}),
    ("claim", 0, {}),
]
LATE: list[Move] = [
    ("enter", 0, TOGETHER),
    ("record", 0, TOGETHER),
    ("next_claim", 0, {}),
    ("enter", 0, TOGETHER),
    ("confirm", 0, {}),
    *ALIKE[-3:],
]


@contextmanager
def begun(stage: Stage) -> Iterator[Walk]:
    """March of two contracts at its last day, on a copy of the stage."""
    with TemporaryDirectory() as folder:
        story = Story(stage.copy(Path(folder)), reload=False)
        try:
            cases = []
            for case in RUNNING:
                taken_over(story, case)
                cases.append(story.case_id)
            story.on(ENDS)
            yield Walk(story, cases)
        finally:
            story.close()


def made(path: Walk, move: Move) -> bool:
    """Whether it was this move's turn; what is refused must have changed nothing."""
    name, place, entries = move
    path.story.case_id = path.cases[place]
    return tried(lambda: MOVES[name](path, entries))


def tried(move: Callable[[], None]) -> bool:
    """Whether it went through."""
    try:
        move()
    except (EngineError, AssertionError):  # refused; or the story has no such task open
        return False
    return True

"""Small rules of a case: how long it waits for a court, when an assistant is full, who stands for whom."""

from __future__ import annotations

from datetime import date

import pytest

from engine.domain.deadlines import court_by
from engine.domain.hours import has_hours_left
from engine.domain.rights import Actor, Role, Thing, can
from engine.domain.rules import Rules


def test_a_month_to_appeal_and_half_a_year_for_the_court(proposed: Rules) -> None:
    assert court_by(date(2026, 3, 9), proposed) == date(2026, 10, 9)
    assert court_by(date(2026, 7, 31), proposed) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("promised", "cap", "left"),
    [(0, 40, True), (160, 40, True), (177, 40, True), (178, 40, False), (240, 40, False), (1000, None, True)],
)
def test_hours_left_in_the_longest_month(promised: int, cap: int | None, left: bool) -> None:
    assert has_hours_left(promised, cap) is left


def test_a_representative_does_what_names_them_in_the_recipients_place() -> None:
    mother = Actor(1, "Marta", 1, frozenset({Role.LEGAL_REPRESENTATIVE}), person_id=5)
    signing = Thing(1, role=Role.RECIPIENT, only_person_ids=frozenset({5}))
    assert can(mother, "task.complete", signing)
    assert not can(mother, "task.complete", Thing(1, role=Role.RECIPIENT, only_person_ids=frozenset({6})))
    assert not can(mother, "task.complete", Thing(1, role=Role.ASSISTANT, only_person_ids=frozenset({5})))
    assert not can(mother, "task.complete", Thing(1, role=Role.RECIPIENT))

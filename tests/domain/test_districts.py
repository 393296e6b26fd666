"""Where a role counts that is limited to districts, as a table to be read aloud.

Somebody is caseworker and head of service in one district. `x`: may, `.`: may not. The columns: a case of
their district, a case without one, a case of another one, and a question in which no district was said.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.domain.rights import (
    BY_DISTRICT,
    RULES,
    UNSAID,
    Actor,
    Role,
    Thing,
    can,
    districts_of,
    may,
)
from engine.domain.role_limits import limits_of, reaches

TABLE = """
                  own none other unsaid
home.see           x   x    x    x
account.own        x   x    x    x
second_factor.own  x   x    .    x
task.page          x   x    x    x
task.see           x   x    .    .
task.complete      x   x    .    .
task.assign        x   x    .    .
task.read          x   x    .    .
task.reopen        x   x    .    .
task.remind        x   x    .    .
inbox.see          x   x    x    x
task.bulk          x   x    .    x
view.keep          x   x    .    x
deputy.name        x   x    .    x
deputy.manage      .   .    .    .
case.assign        x   x    .    .
calendar.see       x   x    .    x
case.open          x   x    .    x
code.accept        x   x    .    x
case.list          x   x    .    x
case.see           x   x    .    .
case.change        x   x    .    .
case.hold          x   x    .    .
case.district      x   x    .    .
case.step_back     x   x    .    .
case.kept_off      x   x    .    .
case.keep_off      x   x    .    .
case.note          x   x    .    .
case.readers       x   x    .    .
case.copy          x   x    .    .
deadline.move      x   x    .    .
case.diagram       x   x    .    .
letter.see         x   x    .    .
letter.deliver     x   x    .    .
post.see           x   x    .    x
month.list         x   x    .    x
month.see          x   x    .    .
month.remind       x   x    .    .
question.see       x   x    .    .
question.answer    x   x    .    .
sign_in_link.make  x   x    .    .
person.mend        x   x    .    .
evidence.demand    x   x    .    .
month.correct      x   x    .    .
process.see        x   x    .    x
numbers.see        x   x    .    x
"""
HERE, MINE, OTHER = 1, 11, 12
LINES = {line.split()[0]: line.split()[1:] for line in TABLE.strip().splitlines()[1:]}
PLACES = (MINE, None, OTHER, UNSAID)
ILZE = Actor(
    5,
    "Ilze",
    HERE,
    BY_DISTRICT,
    districts=frozenset({(Role.CASEWORKER, MINE), (Role.HEAD_OF_SERVICE, MINE)}),
)


@pytest.mark.parametrize("action", sorted(RULES))
def test_the_table_is_true_and_all_that_is_not_in_it_is_refused(action: str) -> None:
    marks = LINES.get(action, ["."] * 4)
    found = [can(ILZE, action, Thing(HERE, district_id=place, role=Role.CASEWORKER)) for place in PLACES]
    assert found == [mark == "x" for mark in marks]
    assert may(ILZE, action) == (marks[1] == "x" and action not in {"task.see", "task.complete"})


@pytest.mark.parametrize("action", sorted(RULES))
def test_without_limits_no_district_matters(action: str) -> None:
    free = replace(ILZE, districts=frozenset())
    found = {can(free, action, Thing(HERE, district_id=place, role=Role.CASEWORKER)) for place in PLACES}
    assert len(found) == 1
    assert districts_of(free, action) is None


def test_a_role_held_twice_once_without_limits_counts_everywhere() -> None:
    held = [("caseworker", MINE), ("caseworker", None), ("head_of_service", MINE), ("head_of_service", OTHER)]
    assert limits_of(held) == {("head_of_service", MINE), ("head_of_service", OTHER)}


def test_a_district_lends_no_right_in_another_municipality() -> None:
    assert not can(ILZE, "case.see", Thing(2, district_id=MINE))
    assert not can(ILZE, "case.see", Thing(2, district_id=None))


def test_each_role_has_its_own_districts() -> None:
    both = replace(ILZE, districts=frozenset({(Role.CASEWORKER, MINE), (Role.HEAD_OF_SERVICE, OTHER)}))
    held, noted = [
        [can(both, action, Thing(HERE, district_id=place)) for place in (MINE, OTHER)]
        for action in ("case.hold", "letter.deliver")
    ]
    assert (held, noted) == ([False, True], [True, False])
    assert districts_of(both, "case.see") == frozenset({MINE, OTHER})
    assert districts_of(both, "letter.deliver") == frozenset({MINE})


def test_another_role_of_the_same_person_counts_everywhere() -> None:
    auditor = replace(ILZE, roles=BY_DISTRICT | {Role.AUDITOR})
    assert can(auditor, "case.see", Thing(HERE, district_id=OTHER))
    assert not can(auditor, "case.note", Thing(HERE, district_id=OTHER))
    assert districts_of(auditor, "case.see") is None
    assert districts_of(auditor, "letter.deliver") == frozenset({MINE})


def test_ones_own_matter_stays_ones_own() -> None:
    party = replace(ILZE, roles=BY_DISTRICT | {Role.RECIPIENT}, person_id=7)
    own = Thing(HERE, person_ids=frozenset({7}), district_id=OTHER)
    assert can(party, "case.see", own)
    assert not can(party, "case.note", own)
    named = Thing(HERE, role=Role.RECIPIENT, only_person_ids=frozenset({7}), district_id=OTHER)
    assert can(party, "task.complete", named)


def test_reach_is_by_role_and_a_case_without_a_district_is_everybodys() -> None:
    limits = frozenset({(str(Role.CASEWORKER), MINE)})
    assert [reaches(limits, Role.CASEWORKER, one) for one in (MINE, None, OTHER)] == [True, True, False]
    assert reaches(limits, Role.FINANCE, OTHER)
    assert reaches(frozenset(), Role.CASEWORKER, OTHER)

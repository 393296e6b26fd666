"""The country's 2018, played small: what it comes to follows from the ledger, and from the numbers in force.

ASISTENTS_REPLAY_2018=0.02 plays that part of the country and holds it against the ministry's row (minutes).
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from engine.domain.month_facts import iso_week
from engine.domain.remuneration import ContractForm
from engine.domain.service_figures import Group
from engine.errors import Unusable
from engine.settings import ROOT
from engine.simulation import published_2018 as published
from engine.simulation.country_figures import PARTS
from engine.simulation.country_people import Served, people_at, places_at
from engine.simulation.country_reports import entries, journeys, months_of, needed_hours, purposes_of
from engine.simulation.replay_2018 import Replayed, Wanted, replay

pytestmark = pytest.mark.early
SMALL = Fraction(1, 1000)  # eight recipients a month, one of them a child
ASKED = os.environ.get("ASISTENTS_REPLAY_2018", "")
TOLD: list[tuple[int, int]] = []


@pytest.fixture(scope="module")
def small() -> Replayed:
    """The year as the shipped numbers have it."""
    return replay(Wanted(SMALL), lambda done, of: TOLD.append((done, of)))


@pytest.fixture(scope="module")
def dearer(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    """The same people and hours; a minimum wage of 500 euro instead of 430, 9 % for administration."""
    folder = tmp_path_factory.mktemp("packs")
    text = (ROOT / "processes/rule_packs/r942.yaml").read_text("utf-8")
    wage, share = (
        "- value: 430\n        in_force_from: 2018-01-01",
        "- value: 8\n        in_force_from: 2018-01-01",
    )
    assert (text.count(wage), text.count(share)) == (1, 1)
    text = text.replace(wage, wage.replace("430", "500")).replace(share, share.replace("8\n", "9\n"))
    (folder / "r942.yaml").write_text(text, "utf-8")
    return replay(Wanted(SMALL, rule_packs=folder))


def _averages(played: Replayed) -> dict[str, int | Decimal]:
    return {one.name: one.ours for one in played.figures.averages}


def test_everything_was_claimed_and_the_accounts_agree(small: Replayed) -> None:
    figures = small.figures
    assert figures.is_whole
    assert (small.places, small.people, figures.played) == (8, 10, Fraction(8, 8166))
    assert figures.claims.count == 12
    assert figures.claims.farthest_cents < 1  # 8 % of pay and transport, to the cent
    assert sum(figures.ours[part] for part in PARTS[:3]) == pytest.approx(figures.ours["total"], abs=1)
    assert figures.ministry == {
        "pay": 13_790_776, "transport": 401_423, "admin": 1_135_376, "total": 15_327_575,
    }  # fmt: skip


def test_hours_come_out_as_printed_and_money_near_it_even_for_eight_people(small: Replayed) -> None:
    averages = _averages(small)
    for group, name in (("group_1", Group.FIRST), ("group_2", Group.SECOND), ("child", Group.CHILD)):
        assert averages[f"hours_a_month_{group}"] == published.HOURS_OF[name]
    assert averages["mean_rate_with_contributions"] == Decimal("3.2412")
    assert abs(small.figures.difference_percent["transport"]) < Decimal("0.5")
    assert abs(small.figures.difference_percent["pay"]) < 3  # one child of eight is more than 8 %


def test_progress_is_told_to_the_end(small: Replayed) -> None:
    assert [(number, 10 + 96) for number in range(1, 107)] == TOLD


def test_another_wage_gives_another_result(small: Replayed, dearer: Replayed) -> None:
    """Nothing is fitted to the ministry's row where it must come out of the ledger."""
    before, after = small.figures.ours, dearer.figures.ours
    assert after["transport"] == before["transport"]
    assert Decimal(after["pay"]) / before["pay"] == pytest.approx(Decimal(500) / 430, rel=Decimal("0.0005"))
    base = after["pay"] + after["transport"]
    assert after["admin"] == pytest.approx(base * 9 // 100, rel=0.0005)
    assert dearer.figures.claims.farthest_cents > 1  # it is no longer 8 %
    averages, others = _averages(small), _averages(dearer)
    money = {"pay_a_recipient_month", "total_a_recipient_month", "pay_an_hour", "mean_rate"}
    changed = {name for name, value in averages.items() if others[name] != value}
    assert changed == money | {"mean_rate_with_contributions"}


def test_nobody_to_speak_of_is_refused() -> None:
    with pytest.raises(Unusable):
        replay(Wanted(Fraction(1, 10_000)))


@pytest.mark.skipif(not ASKED, reason="minutes; ASISTENTS_REPLAY_2018=0.02 plays that part of the country")
def test_a_fiftieth_of_the_country_is_within_half_a_percent() -> None:
    played = replay(Wanted(Fraction(ASKED)))
    figures, averages = played.figures, _averages(played)
    assert figures.is_whole
    assert figures.claims.farthest_cents < 1
    off = {part: abs(figures.difference_percent[part]) for part in PARTS}
    assert max(off.values()) <= Decimal("0.5"), off
    assert averages["hours_a_month"] == pytest.approx(published.HOURS_A_MONTH, abs=Decimal("0.05"))
    assert averages["recipients_a_month"] == published.RECIPIENTS_A_MONTH


@pytest.fixture(scope="module", params=[SMALL, Fraction(1, 50), Fraction(1)], ids=str)
def people(request: pytest.FixtureRequest) -> list[Served]:
    """The people of a part of the country, and of all of it."""
    return people_at(places_at(request.param), seed=3)


def test_places_are_never_empty_and_nobody_is_there_twice(people: list[Served]) -> None:
    counts = Counter(month for one in people for month in range(one.first, one.last + 1))
    assert len(set(counts.values())) == 1
    assert len(counts) == 12
    assert [one.number for one in people] == list(range(len(people)))


def test_averages_of_groups_are_exact_and_forms_keep_their_share(people: list[Served]) -> None:
    january = [one for one in people if one.first == 1]
    for group, hours in published.HOURS_OF.items():
        minutes = [one.minutes for one in january if one.group is group]
        assert abs(sum(minutes) - hours * 60 * len(minutes)) <= 1
    whole = sum(one.minutes for one in january)
    work = sum(one.minutes for one in january if one.form is ContractForm.CONTRACT_FOR_WORK)
    assert abs(Fraction(work, whole) - published.CONTRACTS_FOR_WORK) < Fraction(1, len(january))


def test_the_whole_country_has_the_printed_numbers_of_people() -> None:
    people = people_at(published.RECIPIENTS_A_MONTH, seed=1)
    assert len(people) == published.RECIPIENTS_IN_THE_YEAR
    assert sum(one.near_most for one in people) == published.NEAR_MOST
    assert sum(one.only_inclusion for one in people) == published.ONLY_INCLUSION
    assert len({one.municipality for one in people}) == published.MUNICIPALITIES
    assert all((one.minutes >= 150 * 60) == one.near_most for one in people)


def test_reports_keep_within_the_law(people: list[Served]) -> None:
    """40 hours a week, 20 for work, 10 for leisure; no journey for leisure, none on a day without hours."""
    for one in people[:400]:
        weeks: Counter[str] = Counter()
        for period in months_of(one):
            reported = entries(one, period)
            assert sum(sum(by_day.values()) for by_day in reported.values()) == one.minutes
            for by_day in reported.values():
                weeks.update({iso_week(date.fromisoformat(day)): 0 for day in by_day})
                for day, minutes in by_day.items():
                    weeks[iso_week(date.fromisoformat(day))] += minutes
            for journey in journeys(one, period):
                assert journey["purpose"] != "leisure"
                assert str(journey["travelled_on"]) in reported[str(journey["purpose"])]
        needed = needed_hours(one)
        assert max(weeks.values()) <= 40 * 60
        assert sum(needed.values()) <= 40
        assert needed.get("work", 0) <= 20
        assert needed.get("leisure", 0) <= 10
        only = {"social_events", "medical_institutions", "leisure"}
        assert (set(purposes_of(one)) <= only) == one.only_inclusion


def test_the_seed_says_who_is_whose_neighbour_and_nothing_else() -> None:
    one, other = people_at(163, seed=1), people_at(163, seed=2)
    assert one != other

    def sorts(people: list[Served]) -> Counter[tuple[Group, int]]:
        return Counter((each.group, each.minutes) for each in people if each.first == 1)

    assert sorts(one) == sorts(other)
    assert one == people_at(163, seed=1)

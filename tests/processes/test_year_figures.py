"""A year in figures: what stands in them is what was claimed and booked, and nothing tells of one person."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from engine.domain.figure_tables import HIDDEN, Figure, FigureTable
from engine.domain.ledger import Account, entry
from engine.domain.rights import Actor, Role
from engine.errors import InvalidAnswers, NotFound
from engine.messages_catalogue import say
from engine.persistence import ledger, rows
from engine.persistence.tables.cases import Application, ServiceCase
from engine.persistence.tables.claims import MinistryClaim
from engine.persistence.tables.opinions import OpinionCount
from engine.runtime import EVERY
from engine.simulation.founding import add_municipality, add_staff
from engine.years import opinion_counts, year_figures, year_files, year_tables
from tests.processes.claim_roads import OPENS, all_signed, approved, the_claim
from tests.processes.driver import Story
from tests.processes.old_roads import at_the_end_of, both_sign, in_force

MINISTRY = Actor(999, "Ministrija", None, frozenset({Role.MINISTRY_OFFICER}))
MARCH = "2026-03"


def _tables(story: Story, actor: Actor, year: int = 2026) -> dict[str, FigureTable]:
    found = year_figures.find(story.runtime, actor, year)
    return {table.key: table for table in year_tables.tables(found)}


def _row(table: FigureTable, label: str) -> list[Figure]:
    named = {row.label if isinstance(row.label, str) else say(row.label, "en"): row for row in table.rows}
    return list(named[label].figures)


def _values(table: FigureTable, label: str) -> list[object]:
    return [figure.value for figure in _row(table, label)]


def _claimed(story: Story) -> MinistryClaim:
    """Three people served in March 2026, the claim frozen."""
    all_signed(story)
    story.on(OPENS)
    approved(story)
    return the_claim(story)


def _officer(story: Story) -> Actor:
    """Somebody of the ministry with an account: what they enter is theirs."""
    return add_staff(story.runtime, EVERY, "lm", "Inese Roze", [Role.MINISTRY_OFFICER], password=None)


def _every(story: Story) -> Sequence[OpinionCount]:
    with story.runtime.reading(EVERY) as session:
        return rows.every(session, OpinionCount)


def _facts(story: Story, **groups: str) -> None:
    """What the applications of the cases would have said."""
    with story.runtime.transaction(story.tenant) as session:
        for case in rows.every(session, ServiceCase):
            who = next(
                name for name, actor in story.stage.cast.items() if actor.person_id == case.recipient_id
            )
            group = groups.get(who, "I")
            row = {"municipality_id": case.municipality_id, "case_id": case.id, "channel": "paper"}
            facts = {
                "received_on": date(2026, 1, 5),
                "facts": {"disability_group": group},
                "purposes_wanted": [],
            }
            rows.insert_many(session, Application, [{**row, **facts}])


def test_the_year_is_what_was_claimed_and_booked(story: Story) -> None:
    claim = _claimed(story)
    found = year_figures.find(story.runtime, story.actor("finance"), 2026)
    assert (found.accounts_agree, found.unclaimed_cents) == (True, 0)
    months = _tables(story, story.actor("head"))["months"]
    sums = [3, 601 + 305 + 47, claim.pay_cents, 0, claim.admin_cents, claim.total_cents]
    assert _values(months, MARCH) == sums
    assert _values(months, "Year") == sums
    assert claim.admin_cents > 0
    assert year_figures.years(story.runtime, story.actor("finance")) == [2026]


def test_what_is_not_in_a_frozen_claim_is_not_in_the_figures(story: Story) -> None:
    all_signed(story)
    story.on(OPENS)
    found = year_figures.find(story.runtime, story.actor("finance"), 2026)
    booked = the_claim(story).pay_cents
    assert (list(found.months), found.unclaimed_cents) == ([], booked)
    assert booked > 0
    assert "months" not in _tables(story, story.actor("finance"))


def test_small_groups_are_hidden_and_large_ones_are_not(story: Story) -> None:
    _claimed(story)
    _facts(story, karlis="child")
    found = year_figures.find(story.runtime, story.actor("head"), 2026)
    tables = {table.key: table for table in year_tables.tables(found)}
    assert set(_row(tables["groups"], "Children")) == {HIDDEN}
    generous = replace(found, limits=replace(found.limits, smallest_group=1, near_most_hours=5))
    tables = {table.key: table for table in year_tables.tables(generous)}
    children, adults = _values(tables["groups"], "Children"), _values(tables["groups"], "Disability group I")
    assert [str(value) for value in children[:2]] == ["1", "0.78"]
    assert [str(value) for value in adults[:3]] == ["2", "7.55", "1.74"]
    assert [str(value) for value in _values(tables["use"], "At least 5 hours a month")] == ["2", "66.7"]


def test_reported_purposes_of_the_existing_order(old_story: Story) -> None:
    story = old_story
    in_force(story)
    at_the_end_of(story)
    both_sign(story, work={"2021-02-03": 240}, leisure={"2021-02-05": 60})
    story.on(date(2021, 3, 8))
    approved(story, period="2021-02")
    found = year_figures.find(story.runtime, story.actor("finance"), 2021)
    assert found.purposes.reported == {"work": (1, 240), "leisure": (1, 60)}
    assert found.purposes.granted == {}
    (purposes,) = found.purposes.of_person.values()
    assert purposes == {"work", "leisure"}
    open_book = replace(found, limits=replace(found.limits, smallest_group=1))
    tables = {table.key: table for table in year_tables.tables(open_book)}
    wanted = ["1", "240", "80.0"]
    assert [str(value) for value in _values(tables["reported"], "Paid work, there and back")] == wanted
    only = "Only for social inclusion and leisure, doctors and institutions"
    assert _values(tables["use"], only)[0] == 0
    assert "granted" not in tables


def test_the_ministry_sees_the_sums_of_all_and_the_others_only_their_own(story: Story) -> None:
    claim = _claimed(story)
    ours = _tables(story, MINISTRY)
    assert _values(ours["municipalities"], "Ogres novads")[-1] == claim.total_cents
    assert _values(ours["months"], "Year")[-1] == claim.total_cents
    label = "2026, by the claims here"
    assert _values(ours["ministry"], label)[-1] == (claim.total_cents + 50) // 100
    other = add_municipality(story.runtime, "cits", "Cits novads", from_day=date(2026, 1, 1))
    stranger = Actor(998, "x", other.municipality_id, frozenset({Role.FINANCE}))
    assert year_figures.years(story.runtime, stranger) == []
    assert set(_tables(story, stranger)) == {"ministry"}
    assert "municipalities" not in _tables(story, story.actor("finance"))


@pytest.mark.parametrize("who", ["caseworker", "auditor", "process_owner", "anna", "janis"])
def test_nobody_else_sees_figures(story: Story, who: str) -> None:
    for ask in (
        lambda: year_figures.years(story.runtime, story.actor(who)),
        lambda: year_figures.find(story.runtime, story.actor(who), 2026),
        lambda: year_files.file(story.runtime, story.actor(who), 2026, "csv", "lv"),
        lambda: opinion_counts.enter(story.runtime, story.actor(who), 2026, {}),
    ):
        with pytest.raises(NotFound):
            ask()


def test_no_name_no_code_and_no_number_of_a_person_leaves_the_house(story: Story) -> None:
    _claimed(story)
    for actor in (MINISTRY, story.actor("finance")):
        text = year_files.file(story.runtime, actor, 2026, "csv", "lv").content.decode("utf-8-sig")
        for secret in ("Anna", "Bērziņa", "Pauls", "Kārlis", "010560-11011", "Jānis"):
            assert secret not in text


def test_opinions_are_entered_for_the_own_municipality_or_the_country(story: Story) -> None:
    _claimed(story)
    _facts(story, karlis="child")
    head, sent = story.actor("head"), {"adults": "1 200", "children": "40", "source": " VDEĀVK, =1+1 "}
    opinion_counts.enter(story.runtime, head, 2026, {**sent, "adults": "7"})
    opinion_counts.enter(story.runtime, head, 2026, sent)
    ministry = _officer(story)
    opinion_counts.enter(story.runtime, ministry, 2026, {**sent, "adults": "12000"})
    opinion_counts.enter(story.runtime, ministry, 2026, {**sent, "adults": "13000"})
    entered = {None if one.municipality_id is None else "ogre": one.adults for one in _every(story)}
    assert entered == {None: 13000, "ogre": 1200}
    assert _row(_tables(story, head)["opinions"], "Adults")[1:] == [HIDDEN, HIDDEN]
    found = year_figures.find(story.runtime, head, 2026)
    shown = year_tables.tables(replace(found, limits=replace(found.limits, smallest_group=1)))
    (table,) = [one for one in shown if one.key == "opinions"]
    assert [str(value) for value in _values(table, "Adults")] == ["1200", "2", "0.2"]
    assert [str(value) for value in _values(table, "Children")] == ["40", "1", "2.5"]


@pytest.mark.parametrize(
    ("name", "text"),
    [("adults", "-1"), ("adults", "12.5"), ("children", ""), ("source", " "), ("adults", "9" * 9)],
)
def test_what_is_no_number_is_refused_with_a_sentence(story: Story, name: str, text: str) -> None:
    sent = {"adults": "1", "children": "2", "source": "VDEĀVK", name: text}
    with pytest.raises(InvalidAnswers) as refused:
        opinion_counts.enter(story.runtime, story.actor("head"), 2026, sent)
    assert set(refused.value.fields) == {name}


def test_files_hold_the_figures_and_no_formula(story: Story) -> None:
    claim = _claimed(story)
    sent = {"adults": "5", "children": "0", "source": '=HYPERLINK("http://evil")'}
    opinion_counts.enter(story.runtime, story.actor("head"), 2026, sent)
    finance = story.actor("finance")
    csv = year_files.file(story.runtime, finance, 2026, "csv", "lv")
    text = csv.content.decode("utf-8-sig")
    assert csv.file_name == "asistenti-2026.csv"
    assert f"2026-03;3;15,88;{claim.pay_cents / 100:.2f}".replace(".", ",") in text
    assert "…" in text
    assert not [line for line in text.splitlines() if line.startswith(("=", "+", "@"))]
    with zipfile.ZipFile(
        io.BytesIO(year_files.file(story.runtime, finance, 2026, "xlsx", "lv").content)
    ) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == len(_tables(story, finance))
    assert not [sheet for sheet in sheets if "<f>" in sheet or "hyperlink" in sheet]
    assert any(f"<v>{claim.total_cents / 100:.2f}".rstrip("0").rstrip(".") in sheet for sheet in sheets)
    with pytest.raises(NotFound):
        year_files.file(story.runtime, finance, 2026, "pdf", "lv")


def test_accounts_that_say_otherwise_are_told(story: Story) -> None:
    claim = _claimed(story)
    more = [(Account.MINISTRY_RECEIVABLE, 1), (Account.FUNDING_PAY, -1)]
    with story.runtime.transaction(story.tenant) as session:
        odd = entry("odd", story.today, "claim", more)
        now = story.runtime.clock.now()
        ledger.post(session, claim.municipality_id, odd, recorded_at=now, claim_id=claim.id)
    assert not year_figures.find(story.runtime, story.actor("finance"), 2026).accounts_agree

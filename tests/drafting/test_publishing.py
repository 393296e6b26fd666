"""Two people, green scenarios, the newest release beneath: without these no draft becomes a release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from engine.domain.rights import Role
from engine.drafting.comparing import draft_merging
from engine.drafting.comparing.draft_merging import MINE, THEIRS
from engine.drafting.drafts import draft_files, draft_pages, drafts
from engine.drafting.drafts.draft_pages import DraftState
from engine.drafting.publishing import (
    draft_outlook,
    draft_publishing,
    draft_steps,
    planned_releases,
    rehearsals,
)
from engine.drafting.publishing.rehearsals import RehearsalState
from engine.drafting.tryouts import tryout_begun
from engine.errors import EngineError, Finding, InvalidAnswers, NotFound, Severity, StaleVersion
from engine.messages_catalogue import msg
from engine.persistence import rows
from engine.persistence.tables.releases import Release
from engine.releases import deployments
from engine.runtime import EVERY
from engine.simulation.founding import add_staff
from tests.drafting.changing import DIAGRAM, FORM, LETTER, begun, files_of, put, seen, swap, text
from tests.processes.driver import Story

WORDS = "Tagad Jums nekas nav jādara."


def played(story: Story, draft_id: int, *findings: Finding) -> None:
    """Keep what a rehearsal of the draft as it stands would have found."""
    now, files = story.runtime.clock.now(), files_of(story, draft_id)
    with story.runtime.transaction(EVERY) as session:
        rehearsals.keep(session, draft_id, files, rehearsals.Rehearsed(findings), now)


def proposed(
    story: Story, *, changes: str = LETTER, words: str = "Cits teksts.", day: date | None = None
) -> int:
    draft_id = begun(story)
    swap(story, draft_id, changes, WORDS, words)
    draft_steps.propose(
        story.runtime, story.actor("process_owner"), draft_id, "Vienkāršāk.", day or story.today
    )
    return draft_id


def approved(story: Story, draft_id: int) -> None:
    played(story, draft_id)
    draft_publishing.approve(story.runtime, story.actor("head"), draft_id, seen=seen(story, draft_id))


def in_force(story: Story, day: date) -> int:
    return deployments.in_force(story.runtime, story.stage.tenant, day)


def test_nobody_who_had_a_hand_in_it_decides(story: Story) -> None:
    both = [Role.PROCESS_OWNER, Role.HEAD_OF_SERVICE]
    helper = add_staff(story.runtime, story.stage.tenant, "helper", "Dace Liepa", both, password=None)
    draft_id = begun(story)
    swap(story, draft_id, LETTER, WORDS, "Cits teksts.")
    from_file = draft_pages.find_file(story.runtime, helper, draft_id, FORM).file
    changed = (from_file.content or b"").replace(b"Lietas numurs", b"Numurs")
    draft_files.save(story.runtime, helper, draft_id, FORM, changed, seen=from_file.version)
    draft_files.restore(story.runtime, helper, draft_id, FORM, seen=2)
    draft_steps.propose(story.runtime, story.actor("process_owner"), draft_id, "Vienkāršāk.", story.today)
    played(story, draft_id)
    for who in (helper, story.actor("process_owner")):
        with pytest.raises(EngineError, match="had a hand"):
            draft_publishing.approve(story.runtime, who, draft_id, seen=seen(story, draft_id))
        with pytest.raises(EngineError, match="had a hand"):
            draft_publishing.send_back(story.runtime, who, draft_id, "Nē.")
    with pytest.raises(NotFound):
        draft_publishing.approve(story.runtime, story.actor("auditor"), draft_id, seen=seen(story, draft_id))
    draft_publishing.approve(story.runtime, story.actor("head"), draft_id, seen=seen(story, draft_id))


def test_red_or_stale_scenarios_keep_it_back(story: Story) -> None:
    draft_id = proposed(story)
    head, runtime = story.actor("head"), story.runtime

    def refused() -> None:
        with pytest.raises(EngineError, match="scenarios"):
            draft_publishing.approve(runtime, head, draft_id, seen=seen(story, draft_id))

    refused()
    played(story, draft_id, Finding("x.yaml", "", "scenario_failed", Severity.ERROR, msg("Saved.")))
    outlook = draft_outlook.find(runtime, head, draft_id)
    assert outlook.rehearsal.state is RehearsalState.RED
    assert [one.message for one in outlook.rehearsal.findings] == [msg("Saved.")]
    refused()
    played(story, draft_id)
    draft_steps.take_back(runtime, story.actor("process_owner"), draft_id)
    swap(story, draft_id, LETTER, "Cits teksts.", "Pavisam cits teksts.")
    draft_steps.propose(runtime, story.actor("process_owner"), draft_id, "Vēl.", story.today)
    assert draft_outlook.find(runtime, head, draft_id).rehearsal.state is RehearsalState.STALE
    refused()
    approved(story, draft_id)


def test_who_decides_has_seen_what_is_decided_on(story: Story) -> None:
    draft_id = proposed(story)
    before = seen(story, draft_id)
    draft_steps.take_back(story.runtime, story.actor("process_owner"), draft_id)
    swap(story, draft_id, LETTER, "Cits teksts.", "Pavisam cits teksts.")
    draft_steps.propose(story.runtime, story.actor("process_owner"), draft_id, "Vēl.", story.today)
    played(story, draft_id)
    with pytest.raises(EngineError, match="while you were looking"):
        draft_publishing.approve(story.runtime, story.actor("head"), draft_id, seen=before)


def test_what_is_proposed_is_locked(story: Story) -> None:
    draft_id = proposed(story)
    with pytest.raises(EngineError, match="take it back"):
        put(story, draft_id, LETTER, "x")


def test_a_locked_draft_is_not_even_played(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tryout_begun, "asked", lambda *_: pytest.fail("it was played"))
    draft_id, owner = proposed(story), story.actor("process_owner")
    with pytest.raises(EngineError, match="take it back"):
        tryout_begun.begin(story.runtime, owner, draft_id, DIAGRAM, "")


@pytest.mark.parametrize(
    ("note", "day", "field"),
    [
        ("", 0, "note"),
        ("x" * 2_001, 0, "note"),
        ("Labāk.", None, "from_day"),
        ("Labāk.", -1, "from_day"),
        ("Labāk.", 800, "from_day"),
    ],
)
def test_a_proposal_says_why_and_from_when(story: Story, note: str, day: int | None, field: str) -> None:
    draft_id = begun(story)
    swap(story, draft_id, LETTER, WORDS, "Cits teksts.")
    from_day = None if day is None else story.today + timedelta(days=day)
    with pytest.raises(InvalidAnswers) as invalid:
        draft_steps.propose(story.runtime, story.actor("process_owner"), draft_id, note, from_day)
    assert invalid.value.fields.keys() == {field}


def test_nothing_changed_is_nothing_to_approve(story: Story) -> None:
    draft_id = begun(story)
    with pytest.raises(EngineError, match="Nothing has been changed"):
        draft_steps.propose(story.runtime, story.actor("process_owner"), draft_id, "Nekas.", story.today)


def test_a_draft_that_waited_too_long_counts_from_today(story: Story) -> None:
    draft_id = proposed(story)
    story.clock.move_to(story.clock.now() + timedelta(days=3))  # the worker would play its scenarios
    approved(story, draft_id)
    assert draft_pages.find(story.runtime, story.actor("head"), draft_id).standing.from_day == story.today
    assert in_force(story, story.today - timedelta(days=1)) == 1
    assert in_force(story, story.today) == 2


def test_two_drafts_at_once_are_told_of_each_other_and_put_together(story: Story) -> None:
    owner, runtime = story.actor("process_owner"), story.runtime
    second = begun(story, title="Otrs")
    swap(story, second, FORM, "Lietas numurs", "Numurs")
    first = proposed(story)
    assert draft_outlook.find(runtime, owner, first).neighbours == []
    approved(story, first)
    drift = draft_outlook.find(runtime, owner, second).drift
    assert drift is not None
    assert (drift.paths, drift.conflicts, drift.approved_by) == ([LETTER], [], story.actor("head").name)
    with pytest.raises(EngineError, match="Another release"):
        draft_steps.propose(runtime, owner, second, "Īsāk.", story.today)
    draft_merging.take_in(runtime, owner, second, {})
    assert "Cits teksts." in text(story, second, LETTER)
    assert "Numurs" in text(story, second, FORM)
    draft_steps.propose(runtime, owner, second, "Īsāk.", story.today)
    approved(story, second)
    assert in_force(story, story.today) == 3


@pytest.mark.parametrize(("choice", "stays"), [(MINE, "Mans teksts."), (THEIRS, "Cits teksts.")])
def test_the_same_file_in_two_drafts_is_refused_with_both_texts(
    story: Story, choice: str, stays: str
) -> None:
    owner, runtime = story.actor("process_owner"), story.runtime
    second = begun(story, title="Otrs")
    swap(story, second, LETTER, WORDS, "Mans teksts.")
    first = proposed(story)
    (neighbour,) = draft_outlook.find(runtime, owner, first).neighbours
    assert (neighbour.draft_id, neighbour.paths) == (second, [LETTER])
    approved(story, first)
    before = files_of(story, second)
    with pytest.raises(StaleVersion) as stale:
        draft_merging.take_in(runtime, owner, second, {})
    assert "Mans teksts." in (stale.value.mine[LETTER] or b"").decode()  # type: ignore[attr-defined]
    assert "Cits teksts." in (stale.value.theirs[LETTER] or b"").decode()  # type: ignore[attr-defined]
    assert files_of(story, second) == before
    draft_merging.take_in(runtime, owner, second, {LETTER: choice})
    assert stays in text(story, second, LETTER)
    assert draft_outlook.find(runtime, owner, second).drift is None


def test_a_release_planned_for_later_is_not_passed_by(story: Story) -> None:
    planned = proposed(story, day=story.today + timedelta(days=20))
    approved(story, planned)
    after = begun(story, title="Pēc tam")
    assert "Cits teksts." in text(story, after, LETTER)
    swap(story, after, FORM, "Lietas numurs", "Numurs")
    with pytest.raises(InvalidAnswers):
        draft_steps.propose(story.runtime, story.actor("process_owner"), after, "Īsāk.", story.today)


def test_an_earlier_release_comes_back_in_one_step_by_two_people(story: Story) -> None:
    owner, runtime = story.actor("process_owner"), story.runtime
    approved(story, proposed(story))
    (earlier,) = drafts.listed(runtime, owner).earlier
    back = drafts.begin_like(runtime, owner, earlier.release_id)
    draft_steps.propose(runtime, owner, back, "Jaunais neder.", story.today + timedelta(days=1))
    with pytest.raises(EngineError, match="had a hand"):
        draft_publishing.approve(runtime, owner, back, seen=seen(story, back))
    draft_publishing.approve(runtime, story.actor("head"), back, seen=seen(story, back))
    assert in_force(story, story.today) == 2
    assert in_force(story, story.today + timedelta(days=1)) == 1
    with runtime.reading(EVERY) as session:
        assert rows.count(session, Release) == 2


def test_decided_drafts_are_decided(story: Story) -> None:
    owner, head, runtime = story.actor("process_owner"), story.actor("head"), story.runtime
    draft_id = proposed(story)
    approved(story, draft_id)
    tries: list[Callable[[], object]] = [
        lambda: drafts.withdraw(runtime, owner, draft_id),
        lambda: draft_steps.take_back(runtime, owner, draft_id),
        lambda: draft_publishing.send_back(runtime, head, draft_id, "Nē."),
        lambda: draft_publishing.approve(runtime, head, draft_id, seen=seen(story, draft_id)),
    ]
    for act in tries:
        with pytest.raises(EngineError):
            act()
    assert draft_pages.find(runtime, owner, draft_id).standing.state is DraftState.PUBLISHED


def test_a_planned_release_is_called_off_by_one_person_and_does_not_keep_an_urgent_one_waiting(
    story: Story,
) -> None:
    owner, head, runtime = story.actor("process_owner"), story.actor("head"), story.runtime
    planned = proposed(story, words="Plānots teksts.", day=story.today + timedelta(days=30))
    approved(story, planned)
    assert in_force(story, story.today + timedelta(days=30)) == 2
    assert planned_releases.find(runtime, owner, planned).may_call_off
    with pytest.raises(NotFound):
        planned_releases.call_off(runtime, story.actor("caseworker"), planned)
    planned_releases.call_off(runtime, owner, planned)
    assert in_force(story, story.today + timedelta(days=30)) == 1
    assert planned_releases.find(runtime, head, planned).is_not_used
    with pytest.raises(EngineError, match="planned for a later day"):
        planned_releases.call_off(runtime, head, planned)

    urgent = proposed(story)
    approved(story, urgent)
    assert in_force(story, story.today) > 2

    again = planned_releases.take_up(runtime, owner, planned)
    with pytest.raises(EngineError, match="not used"):
        planned_releases.take_up(runtime, owner, urgent)
    with pytest.raises(EngineError, match="Another release"):
        draft_steps.propose(runtime, owner, again, "Vēlreiz.", story.today)
    draft_merging.take_in(runtime, owner, again, {LETTER: "mine"})
    draft_steps.propose(runtime, owner, again, "Vēlreiz.", story.today)
    approved(story, again)
    assert "Plānots teksts." in text(story, again, LETTER)
    with pytest.raises(EngineError, match="planned for a later day"):
        planned_releases.call_off(runtime, head, urgent)


def test_a_release_that_another_replaced_on_its_day_is_not_told_to_be_in_use(story: Story) -> None:
    owner, runtime = story.actor("process_owner"), story.runtime
    first = proposed(story)
    approved(story, first)
    assert not planned_releases.find(runtime, owner, first).is_not_used
    second = begun(story)
    swap(story, second, FORM, "Lietas numurs", "Numurs")
    draft_steps.propose(runtime, owner, second, "Īsāk.", story.today)
    approved(story, second)
    assert planned_releases.find(runtime, owner, first).is_not_used
    assert not planned_releases.find(runtime, owner, second).is_not_used


def test_another_municipality_knows_nothing_of_a_draft(story: Story) -> None:
    draft_id = begun(story)
    stranger = story.actor("process_owner")
    stranger = type(stranger)(stranger.user_id, "", 999, stranger.roles)
    with pytest.raises(NotFound):
        draft_pages.find(story.runtime, stranger, draft_id)

"""Two people at the same draft, or two drafts at the same moment: nothing is lost, nobody decides alone."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text as sql

from engine.domain.rights import Role
from engine.drafting.comparing import draft_merging
from engine.drafting.comparing.draft_merging import MINE
from engine.drafting.publishing import draft_publishing, draft_steps
from engine.errors import EngineError
from engine.releases import deployments
from engine.runtime import EVERY
from engine.simulation.founding import add_staff
from tests.drafting.changing import LETTER, begun, seen, swap
from tests.drafting.test_publishing import WORDS, approved, in_force, played, proposed
from tests.processes.driver import Story


def test_whoever_chose_between_two_texts_had_a_hand(story: Story) -> None:
    both = [Role.PROCESS_OWNER, Role.HEAD_OF_SERVICE]
    helper = add_staff(story.runtime, story.stage.tenant, "helper", "Dace Liepa", both, password=None)
    second = begun(story, title="Otrs")
    swap(story, second, LETTER, WORDS, "Mans teksts.")
    approved(story, proposed(story))
    draft_merging.take_in(story.runtime, helper, second, {LETTER: MINE})
    draft_steps.propose(story.runtime, story.actor("process_owner"), second, "Skaidrāk.", story.today)
    played(story, second)
    with pytest.raises(EngineError, match="had a hand"):
        draft_publishing.approve(story.runtime, helper, second, seen=seen(story, second))


def test_what_was_proposed_beside_another_draft_is_brought_up_to_date_first(story: Story) -> None:
    first, second = proposed(story), proposed(story, words="Pavisam cits teksts.")
    for one in (first, second):
        played(story, one)
    hashes = {one: seen(story, one) for one in (first, second)}
    draft_publishing.approve(story.runtime, story.actor("head"), first, seen=hashes[first])
    with pytest.raises(EngineError, match="Another release was approved"):
        draft_publishing.approve(story.runtime, story.actor("head"), second, seen=hashes[second])
    assert in_force(story, story.today) == 2


@pytest.mark.parametrize("told", ["postgresql"], indirect=True)  # SQLite lets one write at a time
def test_two_approvals_at_the_same_moment_do_not_pass_each_other(
    told: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = proposed(told), proposed(told, words="Pavisam cits teksts.")
    for one in (first, second):
        played(told, one)
    hashes = {one: seen(told, one) for one in (first, second)}
    use_from, outcome = deployments.use_from, dict[int, str]()

    def approve(draft_id: int) -> None:
        try:
            draft_publishing.approve(told.runtime, told.actor("head"), draft_id, seen=hashes[draft_id])
            outcome[draft_id] = "approved"
        except EngineError as refused:
            outcome[draft_id] = str(refused)

    other = threading.Thread(target=approve, args=(second,))

    def meanwhile(*args: object, **more: object) -> None:
        """The first is about to be used: the second is approved, or waits for the first."""
        if other.ident is None:
            other.start()
            while other.is_alive() and not _waits(told):
                other.join(0.02)
        use_from(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(deployments, "use_from", meanwhile)
    approve(first)
    other.join()
    assert outcome[first] == "approved"
    assert outcome[second].startswith("Another release was approved")
    assert in_force(told, told.today) == 2


def _waits(story: Story) -> bool:
    """Whether somebody waits for a row that another transaction holds."""
    blocked = "SELECT count(*) FROM pg_stat_activity WHERE cardinality(pg_blocking_pids(pid)) > 0"
    with story.runtime.reading(EVERY) as session:
        return bool(session.connection().execute(sql(blocked)).scalar_one())

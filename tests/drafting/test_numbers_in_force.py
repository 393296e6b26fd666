"""A draft is played with the dated numbers that count in the house, not with those of the program."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from engine.drafting.drafts import draft_files
from engine.drafting.publishing import draft_outlook, rehearsals, scenario_plays
from engine.drafting.publishing.rehearsals import RehearsalState
from engine.drafting.tryouts import tryout_player
from engine.jobs.worker import work_once
from engine.persistence.queries import releases
from engine.releases import rule_pack_revisions
from engine.runtime import EVERY
from tests.drafting.changing import begun, files_of
from tests.processes.driver import Story

BOTH_SIGN = "processes/monthly_confirmation/scenarios/signed_by_both.yaml"
PACK = "proposed_2019"


@pytest.fixture(autouse=True)
def _cold() -> Iterator[None]:
    yield
    tryout_player.end()


def pay_more(story: Story, rate: bytes) -> None:
    """The hour is paid otherwise from now on; the text is one that an earlier version let through."""
    with story.runtime.transaction(EVERY) as session:
        text = releases.rule_pack_texts(session)[PACK]
        before, value, after = text.rpartition(b"value: 5.42")
        assert value
        rule_pack_revisions.record(
            session, PACK, before + b"value: " + rate + after,
            now=story.runtime.clock.now(), in_force_from=story.today, by=None,
        )  # fmt: skip


def test_scenarios_and_test_runs_take_the_numbers_in_force(story: Story) -> None:
    owner, draft_id = story.actor("process_owner"), begun(story)
    for path in files_of(story, draft_id):
        if "/scenarios/" in path and path != BOTH_SIGN:
            draft_files.take_out(story.runtime, owner, draft_id, path, seen=0)

    def last_found() -> dict[str, object]:
        return {
            one.what: one.found
            for one in scenario_plays.play(story.runtime, owner, draft_id, BOTH_SIGN).rows[-1].seen
        }

    assert last_found()["pay_cents"] == 3297
    pay_more(story, b"7.00")
    assert last_found()["pay_cents"] == 4258  # 365 min × 7.00 EUR/h
    rehearsals.ask(story.runtime, owner, draft_id)
    assert work_once(story.runtime, "worker")
    rehearsal = draft_outlook.find(story.runtime, owner, draft_id).rehearsal
    assert rehearsal.state is RehearsalState.RED
    assert [one.file for one in rehearsal.findings] == [BOTH_SIGN]

"""Second releases for tests, and a story that goes on telling by the old names once its cases were moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from engine.gate import process_titles
from engine.moving_cases import plan_runs, plans
from engine.persistence import rows
from engine.persistence.queries import releases
from engine.persistence.tables.instances import UserTask
from engine.persistence.tables.moved_cases import MovedCase, MoveState
from engine.releases import deployments
from engine.releases.release_folders import hash_of
from engine.runtime import EVERY
from tests.processes.driver import Story

CASE = "assistant_service"
DIAGRAM = f"processes/{CASE}/{CASE}.bpmn"
Files = dict[str, bytes]
SOME_DAY = timedelta(days=900)  # nothing of a test begins under it by itself


class MovedStory(Story):
    """A story whose sentences name steps as they were called before the move."""

    names: Mapping[str, str] = {}

    def task(self, element_id: str, period: str | None = None) -> UserTask:
        """The open task, under the name that it has by now."""
        return super().task(self.names.get(element_id, element_id), period)

    def waiting(self) -> list[str]:
        """The open tasks by their old names."""
        old = {new: name for name, new in self.names.items()}
        return sorted(old.get(one, one) for one in super().waiting())


def files_of(story: Story, release_id: int = 1) -> Files:
    """The files of a release."""
    found = story.read(lambda session: releases.find(session, release_id))
    assert found is not None
    return found[1]


def published(story: Story, files: Files) -> int:
    """A release of these files that will be used one day, without the gate, which has tests of its own."""
    release_id = stored(story, files)
    deployments.take_into_use(story.runtime, story.stage.tenant, release_id, story.today + SOME_DAY)
    return release_id


def stored(story: Story, files: Files) -> int:
    """A release that nobody uses."""
    with story.runtime.transaction(EVERY) as session:
        return releases.add(
            session,
            sha256=hash_of(files),
            files=files,
            processes=process_titles(files),
            created_at=story.runtime.clock.now(),
            people=(None, None),
        )


def renamed(files: Files, names: Mapping[str, str], process: str = CASE) -> Files:
    """The same process with other ids for some of its steps; their forms are called so too."""
    path = f"processes/{process}/{process}.bpmn"
    text = files[path].decode()
    for old, new in names.items():
        text = re.sub(rf"\b{old}\b(?!\.)", new, text)
    found = {**files, path: text.encode()}
    for old, new in names.items():
        form = found.pop(f"forms/{process}/{old}.json", None)
        if form is not None:
            found[f"forms/{process}/{new}.json"] = form.replace(f'"{old}"'.encode(), f'"{new}"'.encode())
    return found


def changed(files: Files, path: str, change: Callable[[str], str]) -> Files:
    """The same release with one text changed."""
    text = change(files[path].decode())
    assert text.encode() != files[path]
    return {**files, path: text.encode()}


def planned(
    story: Story, to: int, names: Mapping[str, str] | None = None, *, process: str = CASE, keeps: bool = True
) -> int:
    """A plan from the first release, written and tried out."""
    owner, runtime = story.actor("process_owner"), story.runtime
    plan_id = plans.begin(runtime, owner, process, 1, to)
    plans.write(runtime, owner, plan_id, names or {}, keeps_times=keeps, seen=0)
    plan_runs.try_out(runtime, owner, plan_id)
    story.works()
    return plan_id


def moved(story: Story, plan_id: int) -> None:
    """Proposed, approved by the head, done."""
    plans.propose(story.runtime, story.actor("process_owner"), plan_id, "Jaunā kārtība ir skaidrāka.")
    plans.approve(story.runtime, story.actor("head"), plan_id)
    story.works()


def cases(story: Story, plan_id: int) -> list[MovedCase]:
    """What became of each case, in the order in which they began."""
    return list(story.read(lambda session: rows.every(session, MovedCase, order_by=["id"], plan_id=plan_id)))


def states(story: Story, plan_id: int) -> list[MoveState]:
    """The same in one word each."""
    return [one.state for one in cases(story, plan_id)]

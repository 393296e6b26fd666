"""What drafts in tests change, and the few scenarios that stay to be played."""

from __future__ import annotations

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files, draft_pages, drafts
from engine.drafting.drafts.draft_paths import FileKind
from engine.persistence.tables.release_drafts import ReleaseDraft
from engine.releases import deployments
from tests.processes.driver import Story

DIAGRAM = "processes/assistant_service/assistant_service.bpmn"
FORM = "forms/assistant_service/check_application.json"
LETTER = "processes/assistant_service/letters/application_received.lv.md"
PLAYED = "processes/assistant_service/scenarios/withdrawn.yaml"


def begun(story: Story, who: str = "process_owner", title: str = "Skaidrāki vārdi") -> int:
    """A new draft."""
    return drafts.begin(story.runtime, story.actor(who), title)


def text(story: Story, draft_id: int, path: str) -> str:
    """A file of a draft as it stands."""
    content = draft_files.read(story.runtime, story.actor("process_owner"), draft_id, path).content
    assert content is not None
    return content.decode()


def put(story: Story, draft_id: int, path: str, content: str, who: str = "process_owner") -> int:
    """Save a file in place of what stands there now."""
    actor = story.actor(who)
    seen = draft_files.read(story.runtime, actor, draft_id, path).version
    return draft_files.save(story.runtime, actor, draft_id, path, content.encode(), seen=seen)


def swap(story: Story, draft_id: int, path: str, old: str, new: str) -> None:
    """Change some words of a file."""
    before = text(story, draft_id, path)
    assert old in before
    put(story, draft_id, path, before.replace(old, new))


def without_long_scenarios(story: Story, draft_id: int) -> None:
    """Leave one scenario to be played: all of them take a minute and are played by the gate's own tests."""
    owner = story.actor("process_owner")
    for row in draft_pages.find(story.runtime, owner, draft_id).files:
        if row.kind is FileKind.SCENARIO and row.path != PLAYED:
            draft_files.take_out(story.runtime, owner, draft_id, row.path, seen=0)


def files_of(story: Story, draft_id: int) -> dict[str, bytes]:
    """All files of a draft."""
    return story.read(
        lambda session: draft_files.of_draft(story.runtime, session, session.get_one(ReleaseDraft, draft_id))
    )


def seen(story: Story, draft_id: int) -> str:
    """What a page hands back of the files that it showed."""
    return deployments.hash_of(files_of(story, draft_id))


def other_owner(story: Story, draft_id: int) -> Actor:
    """A head of service may decide as well as another process owner."""
    return story.actor("head")

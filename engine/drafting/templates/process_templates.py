"""A new process of a draft: made from a template among its files, or as a copy of another process."""

from __future__ import annotations

from collections.abc import Sequence

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DraftState, found, hand, open_one, tenant
from engine.drafting.templates import process_copies
from engine.drafting.templates.process_copies import Offered, Wording
from engine.errors import InvalidAnswers
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import release_drafts as drafts
from engine.runtime import Runtime

__all__ = ["Offered", "Wording", "make", "offered"]

MOST_TITLE = 80


def offered(runtime: Runtime, actor: Actor, draft_id: int) -> tuple[str, bool, Sequence[Offered]]:
    """The draft's title, whether it is open, what a process can begin as; NotFound for who may not edit."""
    with runtime.reading(tenant(actor, "draft.edit")) as session:
        draft = found(session, draft_id)
        files = draft_files.of_draft(runtime, session, draft)
        title, is_open = draft.title, draft.state is DraftState.OPEN
    return title, is_open, process_copies.offered(files)


def make(runtime: Runtime, actor: Actor, draft_id: int, like: str, title: Wording) -> str:
    """Add a process with all its files to the draft; its id.

    InvalidAnswers with `title`, `title_en` or `like`; EngineError where the draft can be changed no longer.
    """
    named, wrong = _named(title)
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = open_one(session, draft_id)
        files = draft_files.of_draft(runtime, session, draft)
        if like not in {one.process_id for one in process_copies.offered(files)}:
            wrong["like"] = msg("Choose what the new process begins as.")
        if wrong:
            raise InvalidAnswers(wrong)
        process_id, new = process_copies.made(files, like, named)
        draft_files.put(runtime, session, draft, dict(new), actor)
        drafts.note(session, draft, "process_added", hand(runtime, actor), process=process_id, like=like)
    return process_id


def _named(title: Wording) -> tuple[Wording, dict[str, Message]]:
    """The title in one line each, and what is wrong with it."""
    named = Wording(" ".join(title.lv.split()), " ".join(title.en.split()))
    wrong = {
        field: msg("Say it in at most {most} characters.", most=MOST_TITLE)
        for field, said in (("title", named.lv), ("title_en", named.en))
        if len(said) > MOST_TITLE
    }
    if not named.lv:
        wrong["title"] = msg("Say what the new process is called.")
    return named, wrong

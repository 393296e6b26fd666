"""The files of a draft: read, and changed by whoever has seen what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.rights import Actor
from engine.drafting.drafts.draft_access import ReleaseDraft, found, hand, open_one, tenant
from engine.drafting.drafts.draft_paths import refuse_foreign
from engine.errors import EngineError, NotFound, StaleVersion
from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as drafts
from engine.persistence.queries import releases
from engine.persistence.queries.release_drafts import ReleaseDraftFile
from engine.releases.release_folders import NOT_IN_RELEASE
from engine.runtime import Runtime, Session

MOST_BYTES = 1_000_000  # of a file; the gate refuses a larger diagram too
MOST_FILES = 1_000
MOST_BYTES_OF_ALL = 30_000_000


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file of a draft as it stands."""

    path: str
    content: bytes | None  # None: it is not in the draft
    base: bytes | None  # None: it is not in the release that the draft began from
    version: int | None  # to be handed back with a change; None where the file is not in the draft
    changed_by: str = ""  # "": nobody has changed it
    changed_at: datetime | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the draft differs from its base here."""
        return self.content != self.base


def of_draft(runtime: Runtime, session: Session, draft: ReleaseDraft) -> dict[str, bytes]:
    """All files of a draft by path, changed ones and those of its base."""
    return merged(base_of(runtime, session, draft), drafts.files(session, draft.id))


def merged(base: Mapping[str, bytes], own: Mapping[str, ReleaseDraftFile]) -> dict[str, bytes]:
    """The base with a draft's own files over it."""
    whole = {path: data for path, data in base.items() if path not in own}
    whole |= {path: one.content for path, one in own.items() if one.content is not None}
    return whole


def base_of(runtime: Runtime, session: Session, draft: ReleaseDraft) -> Mapping[str, bytes]:
    """The files of the release that a draft is compared with."""
    return runtime.release(session, draft.base_release_id).files


def numbers_in_force(session: Session) -> dict[str, bytes]:
    """The rule packs as recorded now, by a path that no release has: a draft is played with them."""
    return {f"{NOT_IN_RELEASE}{name}.yaml": text for name, text in releases.rule_pack_texts(session).items()}


def read(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> DraftFile:
    """One file; NotFound where neither the draft nor its base has it."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        one = _one(runtime, session, found(session, draft_id), path)
    if one.content is None and one.base is None:
        raise NotFound(msg("There is no such file in this draft."))
    return one


def save(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, content: bytes, *, seen: int | None
) -> int:
    """Keep a file; its version from now on.

    `seen`: the version it was changed from; None: it is to be added. Raises StaleVersion with both texts
    where somebody changed it meanwhile, EngineError for what can be no file of a release. Whether it is
    sound is not asked: findings tell.
    """
    refuse_foreign(path)
    refuse_unreadable(path, content)
    return _change(runtime, actor, draft_id, path, content, seen)


def take_out(runtime: Runtime, actor: Actor, draft_id: int, path: str, *, seen: int) -> None:
    """The file is in the draft no longer; NotFound where it was not there."""
    _change(runtime, actor, draft_id, path, None, seen)


def restore(runtime: Runtime, actor: Actor, draft_id: int, path: str, *, seen: int | None) -> None:
    """The file is again what it is in the base; where that has none, it is taken out."""
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = open_one(session, draft_id)
        one = _one(runtime, session, draft, path)
        _refuse_stale(one, seen, one.base)
        drafts.drop_file(session, draft, path, hand(runtime, actor))
        drafts.note(session, draft, "file_restored", hand(runtime, actor), path=path)


def refuse_unreadable(path: str, content: bytes) -> None:
    """EngineError for what is too large or is no text."""
    if len(content) > MOST_BYTES:
        raise EngineError(msg("The file {path} is larger than {most} bytes.", path=path, most=MOST_BYTES))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise EngineError(msg("The file {path} is no text in UTF-8.", path=path))


def put(
    runtime: Runtime, session: Session, draft: ReleaseDraft, changes: Mapping[str, bytes | None], by: Actor
) -> None:
    """Write files into a held draft, whatever stands there; EngineError where it would grow too large."""
    base, own = base_of(runtime, session, draft), drafts.files(session, draft.id)
    whole: dict[str, bytes | None] = {**merged(base, own), **changes}
    sizes = [len(content) for content in whole.values() if content is not None]
    _refuse_large(sizes)
    for path, content in changes.items():
        if content == base.get(path):
            drafts.drop_file(session, draft, path, hand(runtime, by))
        elif path not in own or own[path].content != content:
            drafts.put_file(session, draft, path, content, hand(runtime, by))


def _refuse_large(sizes: Sequence[int]) -> None:
    """EngineError for more than a release may hold."""
    if len(sizes) > MOST_FILES or sum(sizes) > MOST_BYTES_OF_ALL:
        raise EngineError(
            msg(
                "A release holds at most {files} files and {most} bytes.",
                files=MOST_FILES,
                most=MOST_BYTES_OF_ALL,
            )
        )


def _change(
    runtime: Runtime, actor: Actor, draft_id: int, path: str, content: bytes | None, seen: int | None
) -> int:
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = open_one(session, draft_id)
        one = _one(runtime, session, draft, path)
        if content is None and one.content is None:
            raise NotFound(msg("There is no such file in this draft."))
        _refuse_stale(one, seen, content)
        if content != one.content:
            put(runtime, session, draft, {path: content}, actor)
            what = "file_taken_out" if content is None else "file_changed"
            drafts.note(session, draft, what, hand(runtime, actor), path=path)
        return _one(runtime, session, draft, path).version or 0


def _one(runtime: Runtime, session: Session, draft: ReleaseDraft, path: str) -> DraftFile:
    if not path.isprintable():  # no database takes every letter
        raise NotFound(msg("There is no such file in this draft."))
    base = base_of(runtime, session, draft).get(path)
    own = drafts.file(session, draft.id, path)
    if own is None:
        return DraftFile(path, base, base, None if base is None else draft.base_version)
    version = None if own.content is None else own.version
    names = drafts.who(session, [], [own.changed_by])
    return DraftFile(path, own.content, base, version, names.get(own.changed_by, ""), own.changed_at)


def _refuse_stale(one: DraftFile, seen: int | None, mine: bytes | None) -> None:
    """StaleVersion unless this is the version that was seen; the same text sent twice is no conflict."""
    if seen == one.version or mine == one.content:
        return
    raise StaleVersion(
        msg("This file was changed after you had opened it. Nothing was overwritten: both texts are kept."),
        mine={"content": mine},
        theirs={"content": one.content, "version": one.version, "by": one.changed_by, "at": one.changed_at},
    )

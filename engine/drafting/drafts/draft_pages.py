"""What a page shows of one draft: its files by process, what differs, what is found in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import DraftState, ReleaseDraft, found, had_a_hand, may, tenant
from engine.drafting.drafts.draft_checks import judged
from engine.drafting.drafts.draft_files import DraftFile
from engine.drafting.drafts.draft_paths import FileKind, kind_of, name_of, process_of
from engine.drafting.drafts.draft_titles import Wording, process_titles, title_of
from engine.errors import Finding, Severity
from engine.persistence.queries import release_drafts as queries
from engine.runtime import LoadedRelease, Runtime

__all__ = ["DraftPage", "DraftState", "FileKind", "FilePage", "FileRow", "Standing", "find", "find_file"]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the draft in a list."""

    path: str
    kind: FileKind
    process_id: str  # "": it belongs to all
    name: str
    title: Wording  # of a form or a scenario; empty where it has none or cannot be read
    is_changed: bool
    is_new: bool
    is_gone: bool
    changed_by: str
    changed_at: datetime | None
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A draft itself, in words."""

    draft_id: int
    title: str
    state: DraftState
    version: int
    base_release_id: int
    author: str
    created_at: datetime
    editors: Sequence[str]
    note: str
    from_day: date | None
    proposed_by: str
    proposed_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    decision_reason: str
    release_id: int | None
    had_a_hand: bool  # whoever looks has begun, changed or proposed it


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft with its files and what the gate says of them."""

    standing: Standing
    processes: Mapping[str, str]  # id → title as its owner drew it, for all that the draft has files of
    files: Sequence[FileRow]  # by path; those taken out too
    findings: Sequence[Finding]
    may_edit: bool  # now: the draft is open and the person may
    may_withdraw: bool

    @property
    def changed(self) -> list[FileRow]:
        """The files in which the draft differs from its base."""
        return [one for one in self.files if one.is_changed]


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file of a draft, and the draft around it."""

    page: DraftPage
    file: DraftFile


def find_file(runtime: Runtime, actor: Actor, draft_id: int, path: str) -> FilePage:
    """One file with its draft; NotFound where either is missing."""
    return FilePage(find(runtime, actor, draft_id), draft_files.read(runtime, actor, draft_id, path))


def find(runtime: Runtime, actor: Actor, draft_id: int) -> DraftPage:
    """One draft; NotFound where there is none or it is not for this person."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        draft = found(session, draft_id)
        base = runtime.release(session, draft.base_release_id)
        own = queries.files(session, draft.id)
        names = queries.who(session, [draft], [one.changed_by for one in own.values()])
    whole = draft_files.merged(base.files, own)
    findings = judged(whole)
    counted = Counter((one.file, one.severity) for one in findings)
    paths = sorted(base.files.keys() | whole.keys())
    edits = may(actor, "draft.edit")
    return DraftPage(
        standing=standing(draft, names, actor),
        processes=process_titles(base, whole, {process_of(path) for path in paths} - {""}),
        files=[_row(path, base, whole, own.get(path), (names, counted)) for path in paths],
        findings=findings,
        may_edit=edits and draft.state is DraftState.OPEN,
        may_withdraw=edits and draft.state in (DraftState.OPEN, DraftState.PROPOSED),
    )


def standing(draft: ReleaseDraft, names: Mapping[int, str], actor: Actor) -> Standing:
    """The draft in words; `names` of all its people by account."""
    return Standing(
        draft_id=draft.id,
        title=draft.title,
        state=draft.state,
        version=draft.version,
        base_release_id=draft.base_release_id,
        author=names.get(draft.created_by, ""),
        created_at=draft.created_at,
        editors=[names.get(one, "") for one in draft.editors],
        note=draft.note,
        from_day=draft.from_day,
        proposed_by=names.get(draft.proposed_by or 0, ""),
        proposed_at=draft.proposed_at,
        decided_by=names.get(draft.decided_by or 0, ""),
        decided_at=draft.decided_at,
        decision_reason=draft.decision_reason,
        release_id=draft.release_id,
        had_a_hand=had_a_hand(draft, actor),
    )


def _row(
    path: str,
    base: LoadedRelease,
    whole: Mapping[str, bytes],
    own: queries.ReleaseDraftFile | None,
    about: tuple[Mapping[int, str], Counter[tuple[str, Severity]]],
) -> FileRow:
    names, counted = about
    return FileRow(
        path=path,
        kind=kind_of(path) or FileKind.STATISTICS,
        process_id=process_of(path),
        name=name_of(path),
        title=title_of(path, base, whole.get(path)),
        is_changed=own is not None,
        is_new=path not in base.files,
        is_gone=path not in whole,
        changed_by=names.get(own.changed_by, "") if own else "",
        changed_at=own.changed_at if own else None,
        errors=counted[path, Severity.ERROR],
        warnings=counted[path, Severity.WARNING],
    )

"""A whole draft as one zip file: taken out to be worked on elsewhere, and taken in again."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from engine.domain.rights import Actor
from engine.drafting.drafts import draft_files
from engine.drafting.drafts.draft_access import found, hand, open_one, tenant
from engine.drafting.drafts.draft_paths import kind_of
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.persistence.queries import release_drafts as drafts
from engine.runtime import Runtime

MOST_PACKED = 10_000_000
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError,
)  # fmt: skip
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others may ask for gigabytes before the first byte
_FIXED_TIME = (2020, 1, 1, 0, 0, 0)  # the same files give the same bytes
_UNIX_KIND, _PLAIN_FILE = 0o170000 << 16, 0o100000 << 16


def export(runtime: Runtime, actor: Actor, draft_id: int) -> bytes:
    """All files of a draft as a zip; the same files give the same bytes."""
    with runtime.reading(tenant(actor, "draft.see")) as session:
        files = draft_files.of_draft(runtime, session, found(session, draft_id))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, _FIXED_TIME), files[path], zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def take_in(runtime: Runtime, actor: Actor, draft_id: int, packed: bytes, *, seen: int) -> int:
    """Make the draft hold exactly the files of a zip; how many files that changed.

    `seen`: the draft's version that the zip is to replace. EngineError with the reason where the zip is none,
    holds what no release has, or unpacks to more than a release may be; then nothing was changed.
    """
    files = read_zip(packed)
    with runtime.transaction(tenant(actor, "draft.edit")) as session:
        draft = open_one(session, draft_id)
        if draft.version != seen:
            raise EngineError(
                msg("The draft was changed after you had opened it; look at it, then send the zip again.")
            )
        before = draft_files.of_draft(runtime, session, draft)
        paths = before.keys() | files.keys()
        changed = {path: files.get(path) for path in sorted(paths) if before.get(path) != files.get(path)}
        draft_files.put(runtime, session, draft, changed, actor)
        drafts.note(session, draft, "zip_taken_in", hand(runtime, actor), changed=len(changed))
    return len(changed)


def read_zip(packed: bytes) -> Mapping[str, bytes]:
    """The files in a zip by path; what is no file of a release (papers, numbers) refuses the whole."""
    if len(packed) > MOST_PACKED:
        raise EngineError(msg("The zip file is larger than {most} bytes.", most=MOST_PACKED))
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            _refuse_bomb(entries)
            return {one.filename: _read(archive, one) for one in entries}
    except UNREADABLE as trouble:
        raise EngineError(msg("This is not a zip file that can be read.")) from trouble


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    """What the zip says of itself; what it really unpacks to is counted while it is read."""
    if not entries:
        raise EngineError(msg("The zip file is empty."))
    most_files, most = draft_files.MOST_FILES, draft_files.MOST_BYTES_OF_ALL
    if len(entries) > most_files or sum(one.file_size for one in entries) > most:
        raise EngineError(
            msg("A release holds at most {files} files and {most} bytes.", files=most_files, most=most)
        )
    names = [one.filename for one in entries]
    for name in names:
        if kind_of(name) is None:
            raise EngineError(msg("The zip file holds {path}, which no release has.", path=name[:120]))
    if len(set(names)) < len(names):
        raise EngineError(msg("The zip file holds the same file twice."))
    if any(one.compress_type not in _PACKED for one in entries):
        raise EngineError(msg("This is not a zip file that can be read."))
    if any(one.external_attr & _UNIX_KIND not in (0, _PLAIN_FILE) for one in entries):
        raise EngineError(msg("The zip file holds something that is no plain file."))


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(draft_files.MOST_BYTES + 1)
    draft_files.refuse_unreadable(entry.filename, content)
    return content

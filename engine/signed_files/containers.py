"""ASiC-E containers (ETSI EN 319 162-1), in Latvia also .edoc: a ZIP of documents and signatures."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from engine.errors import EngineError
from engine.messages_catalogue import Message, msg

MIME_TYPES = frozenset({"application/vnd.etsi.asic-e+zip"})
META = "META-INF/"
MOST_FILES = 50
MOST_BYTES = 60_000_000  # unpacked, all files together


@dataclass(frozen=True, slots=True)
class Container:
    """What lies in it by name: documents, and the XML of signatures."""

    documents: Mapping[str, bytes]
    signatures: Mapping[str, bytes]


def read_container(data: bytes) -> Container:
    """The container; EngineError with one sentence where it cannot be read or is none."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = _unpacked(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as failed:
        raise EngineError(_damaged()) from failed
    if files.get("mimetype", b"").strip().decode("ascii", "replace") not in MIME_TYPES:
        raise EngineError(
            msg("The file is not an ASiC-E or .edoc container. Send the file as the signing tool saved it.")
        )
    inside = {name: content for name, content in files.items() if name != "mimetype"}
    return Container(
        documents={name: content for name, content in inside.items() if not name.startswith(META)},
        signatures={name: content for name, content in inside.items() if _is_signature(name)},
    )


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every file; each is read no further than the limit, whatever its entry says of its size."""
    entries = [one for one in archive.infolist() if not one.is_dir()]
    names = [one.filename for one in entries]
    if len(set(names)) != len(names):
        raise EngineError(_damaged())
    if len(entries) > MOST_FILES:
        raise EngineError(msg("The container holds more than {most} files.", most=MOST_FILES))
    left, files = MOST_BYTES, {}
    for entry in entries:
        with archive.open(entry) as file:
            files[entry.filename] = file.read(left + 1)
        left -= len(files[entry.filename])
        if left < 0:
            raise EngineError(msg("What the container holds is too large to be checked."))
    return files


def _is_signature(name: str) -> bool:
    inside = name.removeprefix(META).lower()
    return name.startswith(META) and "signatures" in inside and inside.endswith(".xml")


def _damaged() -> Message:
    return msg("The container is damaged and cannot be opened. Send it again, or sign the document anew.")

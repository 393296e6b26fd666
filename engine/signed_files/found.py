"""What is found out about a file that people signed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from engine.messages_catalogue import Message


class FileKind(StrEnum):
    """The containers that the law treats alike (Electronic Documents Law; eDoc, PDF and ASiC-E)."""

    PDF = "pdf"
    CONTAINER = "container"  # ASiC-E, in Latvia also named .edoc


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """One signature of the file; without a `problem` it holds for the whole of it."""

    name: str  # of the certificate's holder
    personal_code: str | None  # from the certificate's serial number PNOLV-…; None: another country, a seal
    signed_at: datetime | None  # by the time stamp where there is one, else as the signer's machine said
    is_time_stamped: bool
    is_trusted: bool | None  # the certificate leads to the trust list; None: there is no list
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file and its signatures, in the order in which they stand in it."""

    kind: FileKind
    signatures: Sequence[FoundSignature]
    documents: Sequence[str] = ()  # names of the files in a container

    @property
    def is_sound(self) -> bool:
        """Somebody signed it, and every signature holds."""
        return bool(self.signatures) and all(one.problem is None for one in self.signatures)

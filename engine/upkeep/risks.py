"""What the doctor finds: a risk in one sentence that also says how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.messages_catalogue import Message
from engine.persistence.queries.releases import kind
from engine.persistence.tables.installation import InstallationKind
from engine.runtime import EVERY, Runtime

__all__ = ["House", "InstallationKind", "Risk", "Weight", "error", "house_of", "warning"]


class Weight(StrEnum):
    """How bad it is."""

    ERROR = "error"  # people's data or money are in danger: mend it before real work
    WARNING = "warning"  # worth a look; the house can work


@dataclass(frozen=True, slots=True)
class Risk:
    """One thing that is not as it should be."""

    weight: Weight
    sentence: Message


@dataclass(frozen=True, slots=True)
class House:
    """An installation that could be opened; `well_known`: user names and passwords that anybody can read."""

    runtime: Runtime
    kind: InstallationKind
    well_known: Sequence[tuple[str, str]] = ()


def house_of(runtime: Runtime, well_known: Sequence[tuple[str, str]]) -> House:
    """The installation that was opened."""
    with runtime.reading(EVERY) as session:
        return House(runtime, kind(session), well_known)


def error(sentence: Message) -> Risk:
    """A risk that must be mended."""
    return Risk(Weight.ERROR, sentence)


def warning(sentence: Message) -> Risk:
    """A risk that is worth a look."""
    return Risk(Weight.WARNING, sentence)

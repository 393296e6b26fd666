"""What a form of a task is drawn with, whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from engine.months.month_surroundings import MonthSurroundings
from engine.score_levels import LevelRow
from engine.task_forms import Form, InstrumentFile


class Asking(Protocol):
    """A task with all that its form needs: a real one, or one of a test run."""

    @property
    def form(self) -> Form: ...
    @property
    def context(self) -> Mapping[str, object]: ...
    @property
    def start(self) -> Mapping[str, object]: ...
    @property
    def may_act(self) -> bool: ...
    @property
    def words(self) -> Mapping[str, Callable[..., object]]: ...
    @property
    def instruments(self) -> Mapping[str, InstrumentFile]: ...
    @property
    def levels(self) -> Sequence[LevelRow]: ...
    @property
    def month(self) -> MonthSurroundings | None: ...

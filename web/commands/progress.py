"""A progress bar on stderr for long work of so many parts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """Gives what is told how many of how many are done; a terminal shows it, anything else gets nothing."""
    with Progress(
        console=Console(file=sys.stderr), transient=True, disable=not sys.stderr.isatty()
    ) as progress:
        shown = progress.add_task("", total=None)
        yield lambda done, of: progress.update(shown, completed=done, total=of)

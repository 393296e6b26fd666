"""A progress bar on stderr for long work; nothing where nobody looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

WIDTH = 30


@contextmanager
def bar() -> Iterator[Callable[[int, int], None]]:
    """Gives what is told how many of how many are done."""
    is_seen = sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        if is_seen and of:
            filled = WIDTH * done // of
            click.echo(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{of}", err=True, nl=False)

    try:
        yield tell
    finally:
        if is_seen:
            click.echo("\r" + " " * (WIDTH + 12) + "\r", err=True, nl=False)

"""The process that plays test runs: begun when one is asked for, kept warm, thrown away when it fails.

Each process of the house has one. It plays one request at a time; what it knows can be played again from
the text of the test run, so nothing is lost with it.
"""

from __future__ import annotations

import atexit
import os
import select
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from engine import values_json
from engine.drafting.tryouts.player_processes import started
from engine.errors import EngineError
from engine.messages_catalogue import msg
from engine.releases.deployments import hash_of

PLAYER = "engine.simulation.trying_out"
MOST_SECONDS = 120.0  # of one request, its process being begun included
PATIENCE = 60.0  # for whoever plays just now
MOST_AT_ONCE = 3  # pages that play or wait: the others of the server go on answering
CHUNK = 65_536
MOST_ANSWER = 8_000_000  # bytes; it is kept with the test run and drawn on a page

Told = Mapping[str, Any]


class PlayerBroke(EngineError):
    """The process ended without an answer, or did not come to one."""


@dataclass(slots=True)
class _Process:
    """A running player, and the hash of the files that it has."""

    process: subprocess.Popen[bytes]
    folder: tempfile.TemporaryDirectory[str]
    sha256: str = ""

    def end(self) -> None:
        """It plays no more, and what it wrote goes."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        self.folder.cleanup()


class _Warm:
    """The one process of this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.asking = 0
        self.process: _Process | None = None

    def at_hand(self) -> _Process:
        """The running process, begun anew where it has ended."""
        if self.process is not None and self.process.process.poll() is not None:
            self.end()
        if self.process is None:
            folder = tempfile.TemporaryDirectory(prefix="asistents-tryout-", ignore_cleanup_errors=True)
            self.process = _Process(started(PLAYER, folder.name, is_asked=True), folder)
        return self.process

    def end(self) -> None:
        """No process is kept."""
        if self.process is not None:
            self.process.end()
            self.process = None


_WARM = _Warm()
_COUNTING = threading.Lock()
atexit.register(_WARM.end)


def ask(files: Mapping[str, bytes], request: Mapping[str, object]) -> Told:
    """What the player answers to a request about these files; `simulation/trying_out.py` says what it may be.

    Raises PlayerBroke where it came to no answer; nothing is lost with it.
    """
    with _in_the_queue():
        try:
            return _asked(files, request)
        except BaseException:
            _WARM.end()
            raise


def at_once() -> int:
    """How many play or wait."""
    return _WARM.asking


@contextmanager
def _in_the_queue() -> Iterator[None]:
    """PlayerBroke where too many wait already, or one's turn does not come."""
    with _COUNTING:
        if _WARM.asking >= MOST_AT_ONCE:
            raise _busy()
        _WARM.asking += 1
    try:
        if not _WARM.lock.acquire(timeout=PATIENCE):
            raise _busy()
        try:
            yield
        finally:
            _WARM.lock.release()
    finally:
        with _COUNTING:
            _WARM.asking -= 1


def end() -> None:
    """End the process, if there is one."""
    with _WARM.lock:
        _WARM.end()


def _asked(files: Mapping[str, bytes], request: Mapping[str, object]) -> Told:
    player, sha256 = _WARM.at_hand(), hash_of(files)
    texts = {} if sha256 == player.sha256 else {path: _text(data) for path, data in files.items()}
    line = values_json.dumps({**request, "sha": sha256, "files": texts}) + "\n"
    player.sha256 = ""
    answer = _answer(player.process, line.encode())
    player.sha256 = "" if "findings" in answer else sha256
    if answer.get("is_worn"):
        _WARM.end()
    return answer


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _answer(process: subprocess.Popen[bytes], line: bytes) -> Told:
    assert process.stdin is not None  # noqa: S101 -- both are pipes
    assert process.stdout is not None  # noqa: S101
    until, said = monotonic() + MOST_SECONDS, b""
    try:
        process.stdin.write(line)
        process.stdin.flush()
    except BrokenPipeError:
        raise _broke() from None
    while not said.endswith(b"\n"):
        left = until - monotonic()
        if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
            raise PlayerBroke(msg("The test run came to no end; was something drawn in a circle?"))
        chunk = os.read(process.stdout.fileno(), CHUNK)
        if not chunk:
            raise _broke()
        said += chunk
        if len(said) > MOST_ANSWER:
            raise PlayerBroke(msg("The test run came to no end; was something drawn in a circle?"))
    found = values_json.loads(said)
    if not isinstance(found, dict):
        raise _broke()
    return found


def _busy() -> PlayerBroke:
    return PlayerBroke(msg("Another test run is being played; please try again in a minute."))


def _broke() -> PlayerBroke:
    return PlayerBroke(msg("The process that plays test runs ended; please try again."))

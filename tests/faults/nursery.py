"""The parent's side of `tests.faults.child`: starts processes in their roles, kills and awaits them.

Beside them commands of the command line, each in a process of its own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.settings import ROOT
from tests.faults.house import Place


@dataclass(frozen=True, slots=True)
class Child:
    """A process in its role."""

    nursery: Nursery
    pid: int

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; one that has ended already takes none."""
        os.kill(self.pid, number)

    def stop(self) -> None:
        """SIGSTOP and await the standstill."""
        self.signal(signal.SIGSTOP)
        assert self.wait() == "stopped"

    def kill(self) -> int | str:
        """kill -9 and await the end: −9, or the exit code of one that was done already."""
        self.signal(signal.SIGKILL)
        return self.wait()

    def wait(self) -> int | str:
        """Its exit code, or "stopped"."""
        return self.nursery.ask(do="wait", pid=self.pid)  # type: ignore[no-any-return]


class Nursery:
    """One process that all children are forks of."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.faults.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def ask(self, **order: Any) -> Any:
        """Give an order and hear the answer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def warm(self, place: Place) -> None:
        """Let it parse what every child needs."""
        self.ask(do="warm", place=place.as_json())

    def start(self, role: str, place: Place, **order: Any) -> Child:
        """A new process in this role."""
        return Child(self, self.ask(do="start", role=role, place=place.as_json(), **order))

    def run(self, role: str, place: Place, **order: Any) -> int | str:
        """The same, awaited to its end."""
        return self.start(role, place, **order).wait()

    def close(self) -> None:
        """No more orders: it ends."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(30)


def acknowledged(file: Path) -> list[list[str]]:
    """The whole lines of a file of acknowledgements; a line that was cut short was not acknowledged."""
    if not file.exists():
        return []
    return [line.split() for line in file.read_text("utf-8").split("\n")[:-1]]


def command(*words: str, place: Place) -> tuple[float, dict[str, object]]:
    """Run one, in JSON; gives the seconds it took and what it said."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ASISTENTS_KEY_FILE": place.key_file}
    started = time.perf_counter()
    done = subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-P", "-m", "web.command_line", *words, "--database", place.url, "--json"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    took = time.perf_counter() - started
    assert done.returncode == 0, done.stderr[-2000:] + done.stdout[-2000:]
    return took, json.loads(done.stdout)

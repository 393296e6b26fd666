"""Processes that play drafts: this interpreter, a module of ours, a folder, and nothing of the house."""

from __future__ import annotations

import os
import subprocess
import sys

from engine.settings import ROOT

HANDED_ON = ("PATH", "LANG", "LC_ALL", "TMPDIR", "TZ")  # of the environment: no address, no key


def started(module: str, folder: str, *, is_asked: bool = False) -> subprocess.Popen[bytes]:
    """The process, playing in the folder; `is_asked`: it reads what it is asked from its standard input."""
    environment = {name: os.environ[name] for name in HANDED_ON if name in os.environ}
    return subprocess.Popen(  # noqa: S603 -- this interpreter, a module of ours and a folder of ours
        [sys.executable, "-P", "-m", module, folder],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE if is_asked else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )

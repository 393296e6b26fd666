"""Asks the open database of vulnerabilities (OSV) about every locked package, of Python and of the front end.

    python -m tests.house.advisories          # 1: something is known; 0: nothing is, or nobody could be asked
    python -m tests.house.advisories --must   # 1 also where nobody could be asked

CI asks after the tests. Without a network the answer is said to be missing, and never taken for a clean one.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.house.source_files import ROOT
from tests.house.third_party import pins

ASKED = "https://api.osv.dev/v1/querybatch"  # https://google.github.io/osv.dev/post-v1-querybatch/
AT_ONCE, PATIENCE = 500, 20  # packages, seconds
ACCEPTED: dict[str, str] = {}
"""Number of an advisory → why it does not touch us; to be looked at again with every release."""


@dataclass(frozen=True, slots=True)
class Package:
    """A locked version."""

    ecosystem: str  # PyPI or npm
    name: str
    version: str


class NobodyAnswered(Exception):
    """The database of vulnerabilities cannot be reached, or gives no answer."""


def locked(root: Path = ROOT) -> list[Package]:
    """Every package of the locks."""
    found = pins((root / "requirements-test.lock").read_text("utf-8"))
    python = [Package("PyPI", name, version) for name, version in found.items()]
    return [*python, *_of_front_end(root)]


def known(packages: Sequence[Package], address: str = ASKED) -> list[tuple[Package, list[str]]]:
    """The packages with advisories that are not accepted; NobodyAnswered where it cannot be asked."""
    told: list[tuple[Package, list[str]]] = []
    for start in range(0, len(packages), AT_ONCE):
        some = packages[start : start + AT_ONCE]
        for package, answer in zip(some, _ask(some, address), strict=True):
            numbers = [str(one["id"]) for one in answer.get("vulns", ()) if one["id"] not in ACCEPTED]
            if numbers:
                told.append((package, numbers))
    return told


def main(arguments: Sequence[str]) -> int:
    """Ask and say; the exit code."""
    packages = locked()
    try:
        found = known(packages, os.environ.get("ASISTENTS_ADVISORIES", ASKED))
    except NobodyAnswered as away:
        print(f"advisories: {len(packages)} packages NOT checked, nobody could be asked ({away})")  # noqa: T201
        return int("--must" in arguments)
    for package, numbers in found:
        print(f"advisories: {package.name} {package.version}: {', '.join(numbers)}")  # noqa: T201
    print(f"advisories: {len(packages)} packages asked about, {len(found)} with advisories")  # noqa: T201
    return int(bool(found))


def _of_front_end(root: Path) -> Iterator[Package]:
    for file in sorted((root / "web" / "assets").glob("**/package-lock.json")):
        if "node_modules" not in file.parts:
            for place, entry in json.loads(file.read_text("utf-8"))["packages"].items():
                if place:
                    name = str(entry.get("name") or place.rpartition("node_modules/")[2])
                    yield Package("npm", name, str(entry["version"]))


def _ask(packages: Sequence[Package], address: str) -> list[dict[str, list[dict[str, str]]]]:
    asked = [
        {"package": {"ecosystem": one.ecosystem, "name": one.name}, "version": one.version}
        for one in packages
    ]
    body = json.dumps({"queries": asked}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 -- ours
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 -- ours
            results = json.load(answer)["results"]
    except (OSError, ValueError, KeyError) as trouble:
        raise NobodyAnswered(str(trouble) or type(trouble).__name__) from trouble
    if len(results) != len(packages):
        raise NobodyAnswered("an answer for other packages")
    return list(results)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

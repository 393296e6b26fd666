"""The table of other people's packages, made from their own metadata.

`python -m tests.house.third_party` writes it into THIRD_PARTY.md between its marks.
"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from tests.house.source_files import ROOT

PAPER = ROOT / "THIRD_PARTY.md"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
# packages whose metadata says nothing or only "see the file": read from their licence files
READ_BY_HAND: dict[str, str] = {}


def pins(lock: str) -> dict[str, str]:
    """Package → version of a lock file's text."""
    return {name: version for name, version in PIN.findall(lock)}


def run_time_pins() -> dict[str, str]:
    return pins((ROOT / "requirements.lock").read_text("utf-8"))


def tool_pins() -> dict[str, str]:
    """What tests and tools need beyond the packages of the running service."""
    everything = pins((ROOT / "requirements-test.lock").read_text("utf-8"))
    return {name: version for name, version in everything.items() if name not in run_time_pins()}


def licence(package: str) -> str | None:
    """The licence in a few words; None where the package is not meant for this kind of machine."""
    try:
        found = distribution(package)
    except PackageNotFoundError:
        return None
    return READ_BY_HAND.get(package) or _stated(found)


def table(packages: dict[str, str]) -> str:
    """A Markdown table of the packages that this machine has."""
    rows = [f"| {name} | {words} |" for name in sorted(packages) if (words := licence(name))]
    return "\n".join(["| package | licence |", "|---|---|", *rows])


def paper_with_tables(paper: str) -> str:
    """The paper with both tables renewed; the words around them stay."""
    for mark, packages in (("run time", run_time_pins()), ("tests", tool_pins())):
        paper = re.sub(
            rf"(<!-- {mark} -->\n).*?(<!-- end -->)",
            lambda found, packages=packages: f"{found[1]}{table(packages)}\n{found[2]}",  # type: ignore[misc]
            paper,
            flags=re.DOTALL,
        )
    return paper


def _stated(found: Distribution) -> str:
    expressions = found.metadata.get_all("License-Expression", [])
    classifiers = [
        value.rpartition(" :: ")[2]
        for value in found.metadata.get_all("Classifier", [])
        if value.startswith("License :: OSI Approved ::")
    ]
    first_lines = [words.strip().partition("\n")[0] for words in found.metadata.get_all("License", [])]
    return ", ".join(expressions or classifiers or first_lines) or "not stated"


if __name__ == "__main__":
    PAPER.write_text(paper_with_tables(PAPER.read_text("utf-8")), "utf-8")

"""The files that belong to the project, found by walking: in a clone and in an unpacked archive alike."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "web", "tests")
# made by tools, never by us
SKIPPED_FOLDERS = {
    ".git",
    ".venv",
    ".venv.old",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
    "__pycache__",
    "node_modules",
    "var",
    "build",
}
# other people's work, kept as it came
# and files that are broken on purpose
VENDORED = ("web/static", "tests/gate/broken")


def project_files(root: Path = ROOT) -> list[Path]:
    """Every file that somebody of the project wrote, in a fixed order."""
    found = []
    for folder, subfolders, names in os.walk(root):
        here = Path(folder)
        subfolders[:] = sorted(
            name
            for name in subfolders
            if name not in SKIPPED_FOLDERS and (here / name).relative_to(root).as_posix() not in VENDORED
        )
        found += [here / name for name in sorted(names) if not name.startswith(".venv.")]
    return found


def python_files(root: Path = ROOT, rooms: tuple[str, ...] = ROOMS) -> list[Path]:
    """The project's Python files in these top-level folders."""
    return [
        path
        for path in project_files(root)
        if path.suffix == ".py" and path.relative_to(root).parts[0] in rooms
    ]


def own_packages(root: Path = ROOT) -> list[Path]:
    """The folders of engine and web that are Python packages."""
    return [path.parent for path in python_files(root, ("engine", "web")) if path.name == "__init__.py"]

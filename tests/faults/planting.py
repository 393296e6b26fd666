"""Plants a known bug where the environment names one: `ASISTENTS_PLANTED=no_fencing`.

Every module of `tests/faults/planted` says which test must turn red (TURNS_RED) and how the bug comes in
(`plant`).
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

VARIABLE = "ASISTENTS_PLANTED"
FOLDER = Path(__file__).parent / "planted"


def names() -> list[str]:
    """Every planted bug there is."""
    return sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def turns_red(name: str) -> str:
    """The test that must notice the bug."""
    return str(import_module(f"tests.faults.planted.{name}").TURNS_RED)


def put(place: object, name: str, value: object) -> None:
    """Replace something of the engine by something wrong; what is not there could break nothing."""
    if not hasattr(place, name):
        raise AttributeError(f"{place} has no {name}: the planted bug must follow the engine")
    setattr(place, name, value)


def plant_from_environment() -> None:
    """Put the named bug into this process."""
    name = os.environ.get(VARIABLE)
    if name:
        import_module(f"tests.faults.planted.{name}").plant()

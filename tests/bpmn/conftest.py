"""Every walk is told with diagram and state read anew before every step; in the long run straight as well."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bpmn import drawing as draw
from tests.bpmn.walker import Walker
from tests.long_runs import TELLINGS

Walk = Callable[..., Walker]


@pytest.fixture(params=TELLINGS)
def walk(request: pytest.FixtureRequest) -> Walk:
    """Walk a one-file process called `p`."""

    def _walk(body: str, *, roots: str = "", more: dict[str, bytes] | None = None, **named: object) -> Walker:
        files = {"p.bpmn": draw.diagram("p", body, roots=roots), **(more or {})}
        return Walker(files, "p", reload=request.param == "reloaded", **named)  # type: ignore[arg-type]

    return _walk

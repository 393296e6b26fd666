"""What only the long run does (`./asistents test --long`), and what the ordinary one takes in its place.

Stories are told in the harder way: with everything closed and opened anew before every sentence. Told
straight, they would not see what was kept in memory; pages, demo and benches live with one runtime for long.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

LONG = os.environ.get("ASISTENTS_LONG") == "1"
NOT_ASKED = "long run: ./asistents test --long"
in_the_long_run = pytest.mark.skipif(not LONG, reason=NOT_ASKED)
TELLINGS = (pytest.param("straight", marks=in_the_long_run), "reloaded")
"""How a story is told; the ordinary run takes the second way."""
ten_thousand = settings(max_examples=10_000 if LONG else 100)
"""How often chance tries what is promised of money."""
DATABASES = ("sqlite", pytest.param("postgresql", marks=in_the_long_run))
"""Where what is played for its figures runs; whether it is right on both databases other tests say."""

"""What operations read of the values of their instance; the editor describes them with it.

A test plays the scenarios and compares the names with what the operations really read.
"""

from __future__ import annotations

from collections.abc import Mapping

NEEDED_BY: Mapping[str, frozenset[str]] = {}

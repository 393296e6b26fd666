"""In which districts of a municipality a role counts."""

from __future__ import annotations

from collections.abc import Collection


def limits_of(held: Collection[tuple[str, int | None]]) -> frozenset[tuple[str, int]]:
    """Where limited roles count; (role, None): everywhere, also if it is held a second time with limits."""
    everywhere = {role for role, district_id in held if district_id is None}
    return frozenset((role, one) for role, one in held if one is not None and role not in everywhere)


def reaches(districts: frozenset[tuple[str, int]], role: str, district_id: int | None) -> bool:
    """Whether a role that is limited like this counts in a district."""
    its_own = {one for limited, one in districts if limited == role}
    return not its_own or district_id is None or district_id in its_own

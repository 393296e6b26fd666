"""Small groups are not published: nor anything from which one could be worked out."""

from __future__ import annotations

from collections.abc import Mapping

from engine.domain.money import whole


def hidden_groups(people: Mapping[str, int], smallest: int) -> frozenset[str]:
    """Which groups of one whole stay hidden where the whole itself is published.

    `people` counts the people of each group. A group of 1 to `smallest` − 1 is hidden; where the hidden ones
    could be had by taking the others from the whole – only one is hidden, or together they are fewer than
    `smallest` – the next larger group is hidden too. Nobody at all is no secret: 0 is shown.
    """
    counts = {name: whole(count) for name, count in people.items() if count}
    hidden = {name for name, count in counts.items() if count < smallest}
    others = sorted(counts.keys() - hidden, key=lambda name: (counts[name], name))
    while hidden and others and (len(hidden) == 1 or sum(counts[name] for name in hidden) < smallest):
        hidden.add(others.pop(0))
    return frozenset(hidden)


def is_share_hidden(part: int, of: int, smallest: int) -> bool:
    """Whether a part of a published whole stays hidden: it, or the rest of the whole, is a small group."""
    return bool(hidden_groups({"part": part, "rest": of - part}, smallest))

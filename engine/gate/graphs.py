"""Two questions about arrows between names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Ways = Mapping[str, Sequence[str]]


def reachable(ways: Ways, starts: Iterable[str]) -> set[str]:
    """Everything that can be come to from the starts, the starts included."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        for target in ways.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def cycle_in(ways: Ways) -> list[str]:
    """The names along one circle, the first not repeated at the end; empty where there is none."""
    done: set[str] = set()
    for start in ways:
        path: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            name, depth = waiting.pop()
            del path[depth:]
            if name in path:
                return path[path.index(name) :]
            if name in done:
                continue
            path.append(name)
            waiting.append((f"\0{name}", depth + 1))  # closes the name once all below it were seen
            waiting.extend((target, depth + 1) for target in ways.get(name, ()))
            while waiting and waiting[-1][0].startswith("\0"):
                closed, _ = waiting.pop()
                done.add(closed[1:])
    return []

"""`python -m engine.simulation.trying_out FOLDER`: plays test runs of a draft, one request a line.

A process of its own, with what it may use up of the machine cut short: the files are a draft, and nobody has
approved them. It knows nothing of the installation that asks: what it writes lies in FOLDER, and it ends with
whoever began it.

A request: {"sha", "files": {path: text} where they are new, "path", "scenario", "samples": {path: text of
scenarios whose answers may be used}, "more"}; the answer is what
`Player.play` gives, or {"findings"} where the gate refuses the draft.
"""

from __future__ import annotations

import select
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine import values_json
from engine.drafting.drafts.findings_kept import as_values
from engine.errors import Refused
from engine.scenarios import read_begun
from engine.simulation.rehearsing import cut_short
from engine.simulation.scenario_witnessing import witnessed
from engine.simulation.tryout_play import Player
from engine.simulation.tryout_refusals import failure
from engine.simulation.tryout_samples import of_scenarios
from engine.simulation.tryout_stage import Ground

IDLE_SECONDS = 900.0  # then it ends; the next request begins another one


class Server:
    """What stays from one request to the next."""

    def __init__(self, folder: Path) -> None:
        self.ground = Ground(folder)
        self.player = Player(self.ground)
        self.sha = ""

    def answer(self, asked: Mapping[str, Any]) -> Mapping[str, object]:
        """The answer to one request."""
        try:
            self._take(asked)
            scenario = read_begun(asked["scenario"].encode(), asked["path"])
        except Refused as refused:
            return {"findings": as_values(refused.findings)}
        try:
            if asked["more"].get("do") == "witness":
                self.player.forget()  # there is one stage at a time
                return witnessed(self.ground, scenario)
            self.player.samples = of_scenarios(asked["samples"], asked["path"])
            return self.player.play(scenario, asked["more"])
        except Exception as trouble:  # noqa: BLE001 -- the door: a draft that breaks an operation is told so
            self.player.forget()
            return {"refused": failure(trouble)}

    def _take(self, asked: Mapping[str, Any]) -> None:
        """Have the files of the request; they come along where they are new."""
        if self.sha != asked["sha"]:
            self.player.forget()
            self.sha = ""
            self.ground.take({path: text.encode() for path, text in asked["files"].items()})
            self.sha = asked["sha"]


def main(folder: Path) -> None:
    """Answer until nobody asks any more."""
    cut_short()
    server = Server(folder)
    while select.select([sys.stdin], [], [], IDLE_SECONDS)[0]:
        line = sys.stdin.buffer.readline()
        if not line:
            break
        asked = values_json.loads(line)
        answer = server.answer(asked if isinstance(asked, dict) else {})
        sys.stdout.write(values_json.dumps({**answer, "is_worn": server.ground.is_worn}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Takes the pictures of web/README.md: the demo's town in its third month, its main pages in both languages.

    PYTHONPATH=. .venv/bin/python -m tests.browser.camera                 # all, in two minutes
    PYTHONPATH=. .venv/bin/python -m tests.browser.camera claim budget    # these only

What they show stands in `camera_scenes.py`. A page that is not accessible, wider than its window or against
the content policy stops the camera: such a page is mended, not photographed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from engine.clock import RIGA
from engine.simulation import demo
from engine.simulation.life import begin_day, live_until
from engine.simulation.town import Town
from tests.browser.camera_scenes import LANGUAGES, SCENES, Scene, Shot
from tests.browser.camera_street import chromium, street
from tests.browser.live_town import README_PICTURES, Person

AT = time(10, 24)
QUALITY, LONGEST_SIDE, MOST_BYTES = 76, 1600, 120_000


def main(wanted: Sequence[str]) -> None:
    """Play the town and take the wanted pictures; none named = all."""
    known = [shot.name for scene in SCENES for shot in scene.shots]
    if unknown := set(wanted) - set(known):
        sys.exit(f"no such picture: {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    with tempfile.TemporaryDirectory(prefix="asistents-camera-") as folder, chromium() as browser:
        town = demo.build(Path(folder) / "town.db", SCENES[0].day)
        for scene in SCENES:
            play_until(town, scene)
            with street(town, browser) as opened:
                addresses = scene.prepare(opened)
                for shot in scene.shots:
                    if not wanted or shot.name in wanted:
                        take(opened.person(shot.who), shot, addresses[shot.name])
        town.runtime.database.close()


def play_until(town: Town, scene: Scene) -> None:
    """Let the town live until the morning of the scene."""
    if town.today < scene.day:
        live_until(town, scene.day - timedelta(days=1))
        begin_day(town, scene.day)
    town.clock.move_to(datetime.combine(scene.day, AT, RIGA))


def take(person: Person, shot: Shot, address: str) -> None:
    """One page, once in each language."""
    width, height = shot.window
    person.page.set_viewport_size({"width": width, "height": height})
    for language in LANGUAGES:
        person.open(f"/settings?lang={language}")
        answer = person.page.goto(address)
        if answer is None or not answer.ok:
            sys.exit(f"{shot.name}: {address} is no page")
        person.look()
        person.page.evaluate(shot.bring)
        picture = Image.open(BytesIO(person.page.screenshot()))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        file = README_PICTURES / f"{shot.name}_{language}.webp"
        picture.save(file, quality=QUALITY, method=6)
        if file.stat().st_size > MOST_BYTES:
            sys.exit(f"{file.name} has {file.stat().st_size} bytes, more than {MOST_BYTES}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Pictures of the papers: each shown one is there, each that is there is shown, with words, and small."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.camera_scenes import LANGUAGES, SCENES
from tests.house.source_files import ROOT, project_files

FOLDER = ROOT / "web" / "assets" / "readme"
OF_MARKDOWN = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]+)\)")
OF_HTML = re.compile(r'<img src="(?P<src>[^"]+)"(?: width="\d+")?(?: alt="(?P<alt>[^"]*)")?>')
MOST_BYTES, MOST_TOGETHER, FEWEST_WORDS = 120_000, 2_000_000, 5


def shown(paper: Path) -> list[tuple[Path, str]]:
    """The pictures that a paper shows, with their words."""
    text = paper.read_text("utf-8")
    found = [*OF_MARKDOWN.finditer(text), *OF_HTML.finditer(text)]
    return [((paper.parent / one["src"]).resolve(), one["alt"] or "") for one in found]


def amiss(papers: list[Path], folder: Path) -> list[str]:
    """What is wrong between papers and pictures."""
    named = [one for paper in papers for one in shown(paper)]
    missing = {f"missing: {path.name}" for path, _ in named if not path.is_file()}
    mute = {f"without words: {path.name}" for path, words in named if len(words.split()) < FEWEST_WORDS}
    unnamed = {
        f"nothing names: {path.name}" for path in folder.iterdir() if path not in {path for path, _ in named}
    }
    return sorted(missing | mute | unnamed)


def test_papers_and_pictures_belong_together() -> None:
    assert amiss([path for path in project_files() if path.suffix == ".md"], FOLDER) == []


def test_a_missing_a_mute_and_an_unnamed_picture_are_found(tmp_path: Path) -> None:
    (tmp_path / "kept.webp").touch()
    (tmp_path / "stray.webp").touch()
    paper = tmp_path / "README.md"
    paper.write_text('![](kept.webp) <img src="gone.webp" width="9" alt="A page that nobody took">', "utf-8")
    assert amiss([paper], tmp_path) == [
        "missing: gone.webp",
        "nothing names: README.md",
        "nothing names: stray.webp",
        "without words: kept.webp",
    ]


def test_the_camera_takes_what_the_room_of_pages_shows() -> None:
    taken = {
        f"{shot.name}_{language}.webp" for scene in SCENES for shot in scene.shots for language in LANGUAGES
    }
    named = {path.name for path, _ in shown(ROOT / "web" / "README.md")}
    assert taken == named == {path.name for path in FOLDER.glob("*.webp")}


def test_pictures_load_quickly() -> None:
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}
    assert sum(sizes.values()) < MOST_TOGETHER

"""Every sentence that the table editor's own scripts say has its Latvian in the editor's dictionary."""

from __future__ import annotations

import re

from engine.settings import ROOT
from tests.web.test_editor_words import CHOSEN, KEY, SAID

TABLES = ROOT / "web" / "assets" / "tables"
SAID_OTHERWISE = re.compile(r"\bsay\('([^']+)'")
OF_DMN_JS = re.compile(r"what dmn-js says in the grid\n(.*?)\n  // ", re.DOTALL)


def test_every_sentence_of_the_editor_has_its_latvian() -> None:
    files = [*sorted(TABLES.glob("*.js")), ROOT / "web" / "assets" / "scripts" / "editor" / "keeping.js"]
    text = "\n".join(path.read_text("utf-8") for path in files if path.name != "latvian.js")
    words = (TABLES / "latvian.js").read_text("utf-8")
    known = {one.replace('\\"', '"') for one in KEY.findall(words)}
    said = set(SAID.findall(text)) | set(SAID_OTHERWISE.findall(text))
    said |= {one for pair in CHOSEN.findall(text) for one in pair if one}
    assert len(said) > 35
    assert said - known == set()
    of_dmn_js = OF_DMN_JS.search(words)
    assert of_dmn_js is not None
    assert known - said <= set(KEY.findall(of_dmn_js[1]))  # and none is left over

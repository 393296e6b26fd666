"""Every sentence that the diagram editor's own scripts say has its Latvian in the editor's dictionaries."""

from __future__ import annotations

import re

from engine.settings import ROOT

SCRIPTS = ROOT / "web" / "assets" / "scripts"
STRING = r'"((?:[^"\\]|\\.)*)"'
SAID = re.compile(rf"\bsay\(\s*{STRING}")
CHOSEN = re.compile(rf"\bsay\([^()]*\? {STRING} : {STRING}")
LABELS = re.compile(rf"\b(?:group|textField|textArea|choice|tick)\(\s*{STRING},\s*{STRING}")
DESCRIBED = re.compile(rf"\bdescription: {STRING}")
TRANSLATED = re.compile(rf"\btranslate\({STRING}")
IN_TABLES = re.compile(rf'^\s*\["[^"]*(?:\\"[^"]*)*", {STRING}\],$', re.MULTILINE)
SIGNS = re.compile(rf'"[=!<>]+": {STRING}')
KEY = re.compile(rf"^\s*{STRING}:", re.MULTILINE)
PAIR = re.compile(rf"^\s*{STRING}: \[{STRING}, {STRING}\]", re.MULTILINE)


def scripts() -> str:
    """The editor's own scripts as one text, its dictionaries left out."""
    files = [SCRIPTS / "editor.js", *sorted((SCRIPTS / "editor").rglob("*.js*"))]
    words = {"latvian.js", "words_of_bpmn.js"}
    return "\n".join(path.read_text("utf-8") for path in files if path.name not in words)


def said() -> set[str]:
    """Every sentence that stands in the scripts."""
    text = scripts()
    found = set(SAID.findall(text)) | set(DESCRIBED.findall(text)) | set(TRANSLATED.findall(text))
    found |= (
        {label for _, label in LABELS.findall(text)} | set(IN_TABLES.findall(text)) | set(SIGNS.findall(text))
    )
    return found | {one for pair in CHOSEN.findall(text) for one in pair if one}


def test_every_sentence_of_the_editor_has_its_latvian() -> None:
    known = set(KEY.findall((SCRIPTS / "editor" / "latvian.js").read_text("utf-8")))
    sentences = said()
    assert len(sentences) > 90
    assert sentences - known == set()
    assert known - sentences == set()  # and none is left over


def test_what_bpmn_js_says_is_said_in_both_languages() -> None:
    pairs = PAIR.findall((SCRIPTS / "editor" / "words_of_bpmn.js").read_text("utf-8"))
    assert len(pairs) > 90
    assert [key for key, en, lv in pairs if not en or not lv] == []
    alike = {key for key, en, lv in pairs if en == lv}
    assert alike <= {"Process"}

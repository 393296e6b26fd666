"""Every sentence of this room, and of the reading of XML and tables, has Latvian words."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import engine
from engine.messages_catalogue import Message, say, translations

ENGINE = Path(engine.__file__).parent
FILES = [*(ENGINE / "expressions").glob("*.py"), ENGINE / "bpmn/xml_safety.py", ENGINE / "bpmn/dmn_files.py"]


def sentences() -> Iterator[str]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
                (text, *_) = node.args
                assert isinstance(text, ast.Constant), f"{path.name}:{node.lineno} hides its sentence"
                yield str(text.value)


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_has_latvian_words_with_the_same_places() -> None:
    found = set(sentences())
    assert len(found) > 100
    latvian = translations("lv")
    same_in_both = {"{place}: {reason}"}
    assert {text for text in found - same_in_both if latvian.gettext(text) == text} == set()
    assert {text for text in found if places(text) != places(latvian.gettext(text))} == set()


def test_every_sentence_can_be_said() -> None:
    for text in set(sentences()):
        for language in ("lv", "en"):
            assert say(Message(text, dict.fromkeys(places(text), "x")), language)

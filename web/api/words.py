"""The language of an answer: what the other side asked for by Accept-Language, else Latvian."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from engine.messages_catalogue import DEFAULT_LANGUAGE, LANGUAGES, Message, say


def language() -> str:
    """lv or en."""
    return request.accept_languages.best_match(LANGUAGES) or DEFAULT_LANGUAGE


def said(text: Message | Mapping[str, str] | str) -> str:
    """A sentence of ours, an owner's label in both languages, or what somebody wrote."""
    if isinstance(text, Message):
        return say(text, language())
    return text if isinstance(text, str) else text[language()]

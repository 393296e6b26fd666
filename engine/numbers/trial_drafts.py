"""Drafts to try out: a questionnaire, a decision table, proposed numbers, in place of what is in force."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.bpmn.definitions import read_definitions
from engine.domain.rules import RuleBook
from engine.errors import InvalidAnswers, Refused
from engine.messages_catalogue import Message, msg
from engine.numbers.number_drafts import sentences
from engine.numbers.number_proposals import with_proposal
from engine.persistence.queries.number_proposals import NumberProposal
from engine.runtime import QUESTIONNAIRES, LoadedRelease, Runtime, Session
from engine.score_levels import LEVELS
from engine.task_forms import read_instrument

_NAME = re.compile(rb"^name: *([a-z0-9_]{1,80})", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Drafts:
    """What somebody wants to try out; b"" where a file stays as it is."""

    instrument: bytes
    table: bytes
    proposals: Sequence[int]
    day: date | None  # as if everything were decided on it; None: today


def drafted_release(release: LoadedRelease, drafts: Drafts) -> LoadedRelease:
    """The release with the draft files in it; it is nowhere stored. InvalidAnswers with what is wrong."""
    files = dict(release.files)
    problems: dict[str, Message] = {}
    if drafts.instrument:
        try:
            path = _instrument_path(drafts.instrument)
            read_instrument(drafts.instrument, path)
            files[path] = drafts.instrument
        except Refused as refused:
            problems["instrument"] = sentences(refused.findings)[0]
    table = _table_path(files)
    if drafts.table and table:
        files[table] = drafts.table
    try:
        definitions = read_definitions(_diagrams(files)) if drafts.table else release.definitions
    except Refused as refused:
        problems["table"] = sentences(refused.findings)[0]
        definitions = release.definitions
    if problems:
        raise InvalidAnswers(problems)
    return LoadedRelease(0, "", files, definitions)


def drafted_book(
    runtime: Runtime, session: Session, proposals: Sequence[NumberProposal], now: datetime
) -> RuleBook:
    """The numbers as recorded, with these proposals; InvalidAnswers where one cannot be recorded."""
    book = runtime.rule_book(session)
    texts: dict[str, bytes] = {}
    packs = dict(book.packs)
    for one in proposals:
        try:
            texts[one.pack], packs[one.pack] = with_proposal(session, one, now, texts.get(one.pack))
        except Refused as refused:
            raise InvalidAnswers({"proposals": sentences(refused.findings)[0]}) from None
    return replace(book, packs=packs)


def refuse_nothing(drafts: Drafts) -> None:
    """InvalidAnswers where there is nothing to try out."""
    if not (drafts.instrument or drafts.table or drafts.proposals):
        raise InvalidAnswers({"instrument": msg("Choose at least one thing to try out.")})


def _instrument_path(data: bytes) -> str:
    """Where the questionnaire would stand, by the name that it gives itself."""
    named = _NAME.search(data)
    return f"{QUESTIONNAIRES}{named[1].decode() if named else 'draft'}.yaml"


def _table_path(files: Mapping[str, bytes]) -> str | None:
    return next((path for path in files if path.endswith(f"/{LEVELS}.dmn")), None)


def _diagrams(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith((".bpmn", ".dmn"))}

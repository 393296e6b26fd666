"""A case's file in words for paper: the same that the sections of its page show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from engine.case_files.case_file import CaseFile
from engine.case_files.case_papers import CasePart, CaseText
from engine.domain.rights import Actor
from engine.messages_catalogue import Message, msg, say
from web.drawing import case_course_drawing, case_drawing, words
from web.drawing.case_words import CONTRACT_FORMS, CONTRACT_STATES, LETTERS, OUTCOMES
from web.drawing.states import state_of


def of_file(file: CaseFile, actor: Actor, letters: Collection[int], language: str) -> CaseText:
    """The whole file, as far as this reader may see it."""
    header = file.header
    whose = {"number": header.case_number, "name": header.recipient_name}
    parts = [
        _state(file, language),
        *_people(file, actor, language),
        *_decisions(file, language),
        *_contracts(file, language),
        *_months(file, language),
        _course(file, actor, letters, language),
        *_letters(file, letters, language),
    ]
    return CaseText(
        case_id=header.case_id,
        recipient_id=header.recipient_id,
        title=say(msg("Case {number}: {name}", **whose), language),
        foot=say(msg("Case {number}", number=header.case_number), language),
        language=language,
        parts=parts,
    )


def _state(file: CaseFile, language: str) -> CasePart:
    word = words.said(state_of("case", file.header.state).word, language)
    facts = [(say(msg("State"), language), word)]
    opened = words.short_day(file.header.opened_on, language)
    facts.append((say(msg("Opened"), language), opened))
    if file.header.closed_on is not None:
        facts.append((say(msg("Closed on"), language), words.short_day(file.header.closed_on, language)))
    return CasePart(
        say(msg("How it stands"), language), facts, [", ".join(case_drawing.headline(file, language))]
    )


def _people(file: CaseFile, actor: Actor, language: str) -> Iterator[CasePart]:
    yield CasePart(say(msg("People"), language))
    for one in case_drawing.people(file, actor, language):
        title = f"{one['name']} ({_any(one['role'], language)})"
        yield CasePart(title, _facts(one["rows"], language), is_within=True)


def _decisions(file: CaseFile, language: str) -> Iterator[CasePart]:
    if file.decisions:
        yield CasePart(say(msg("Decisions"), language))
    for one in file.decisions:
        rows = (
            (msg("Outcome"), _word(OUTCOMES.get(one.outcome), language)),
            (msg("Hours a month"), str(one.hours_per_month or "")),
            (msg("In force"), _span(one.valid_from, one.valid_to, language)),
            (msg("Known since"), _day(one.notified_on, language)),
            (msg("Can be contested until"), _day(one.contest_by, language)),
            (msg("Annulled on"), _day(one.annulled_on, language)),
            (msg("Drafted by"), one.drafted_by),
            (msg("Approved by"), one.approved_by),
        )
        facts = [(say(label, language), value) for label, value in rows if value]
        yield CasePart(one.number or "–", facts, [one.reasons], is_within=True)


def _contracts(file: CaseFile, language: str) -> Iterator[CasePart]:
    heads = (msg("Contract"), msg("Assistant"), msg("In force"), msg("Hours a month"), msg("State"))
    rows = [
        [
            one.number,
            f"{one.assistant_name}, {_word(CONTRACT_FORMS.get(one.contract_form), language)}",
            _span(one.first_day, one.last_day, language),
            str(one.hours_per_month),
            _word(CONTRACT_STATES.get(one.state), language),
        ]
        for one in file.contracts
    ]
    if rows:
        yield CasePart(say(msg("Contracts"), language), head=_said(heads, language), rows=rows)


def _months(file: CaseFile, language: str) -> Iterator[CasePart]:
    heads = (msg("Month"), msg("Assistant"), msg("State"), msg("Hours"), msg("Pay"))
    rows = [
        [
            words.month(one.period, language),
            one.assistant_name,
            words.said(state_of("month", one.state).word, language),
            words.duration(
                one.entered_minutes if one.payable_minutes is None else one.payable_minutes, language
            ),
            "" if one.pay_cents is None else words.euros(one.pay_cents, language),
        ]
        for one in file.months
    ]
    if rows:
        yield CasePart(say(msg("Months"), language), head=_said(heads, language), rows=rows)


def _course(file: CaseFile, actor: Actor, letters: Collection[int], language: str) -> CasePart:
    told = case_course_drawing.course(file, letters, actor, language, sees_months=False)
    rows = [
        [
            words.moment(one["at"], language) if one["at"] else "",  # type: ignore[arg-type]
            " – ".join(_any(part, language) for part in (one["title"], one["text"]) if part),
            str(one["by"] or ""),
        ]
        for one in reversed(told)
    ]
    heads = (msg("When"), msg("Event"), msg("Who"))
    return CasePart(say(msg("What has happened"), language), head=_said(heads, language), rows=rows)


def _letters(file: CaseFile, letters: Collection[int], language: str) -> Iterator[CasePart]:
    heads = (msg("Date"), msg("Document"), msg("Kind"), msg("To"))
    rows = [
        [
            words.short_day(one.created_at, language),
            one.title,
            words.said(LETTERS.get(one.kind, one.kind), language),
            one.addressee or say(msg("the office"), language),
        ]
        for one in file.documents
        if one.document_id in letters
    ]
    if rows:
        note = say(msg("Each of them follows on sheets of its own, the oldest first."), language)
        yield CasePart(say(msg("Documents"), language), texts=[note], head=_said(heads, language), rows=rows)


def _facts(rows: object, language: str) -> list[tuple[str, str]]:
    found = rows if isinstance(rows, list) else []
    return [(words.said(row["label"], language), str(row["value"])) for row in found]


def _said(heads: tuple[Message, ...], language: str) -> list[str]:
    return [say(one, language) for one in heads]


def _word(text: Message | None, language: str) -> str:
    return "" if text is None else say(text, language)


def _any(text: object, language: str) -> str:
    return words.said(text, language) if isinstance(text, Message | Mapping | str) else str(text)


def _day(day: date | None, language: str) -> str:
    return "" if day is None else words.short_day(day, language)


def _span(first: date | None, last: date | None, language: str) -> str:
    if first is None:
        return ""
    return f"{_day(first, language)} – {_day(last, language) or '…'}"

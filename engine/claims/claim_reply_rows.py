"""The rows of the ministry's answer, and the lines that it has to answer, as its own file names them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.documents.sent_tables import SentTable, cents_in, month_in, read_table
from engine.domain.line_replies import Answer, AskedLine, GivenAnswer
from engine.messages_catalogue import LANGUAGES, Message, msg, say
from engine.persistence import rows
from engine.persistence.queries.claims import lines
from engine.persistence.tables.claims import ClaimFile, FileKind, LineState
from engine.runtime import Session

CONTRACT, MONTH, TOTAL = msg("Contract number"), msg("Service month"), msg("Total, EUR")
RESULT, ACCEPTED, REASON = msg("Result"), msg("Accepted, EUR"), msg("Reason")
COLUMNS = (CONTRACT, MONTH, RESULT, ACCEPTED, REASON)
"""What an answer must have; every other column is left alone."""
ANSWERS: Mapping[Answer, Message] = {
    Answer.ACCEPTED: msg("accepted"),
    Answer.CUT: msg("cut"),
    Answer.REFUSED: msg("refused"),
}
_MOST_OF_OURS = 20_000_000  # bytes of a claim that we wrote ourselves


def asked_lines(session: Session, claim_id: int) -> list[AskedLine]:
    """The lines of the claim with the sums that its file told the ministry."""
    file = rows.first(session, ClaimFile, claim_id=claim_id, kind=FileKind.CSV)
    if file is None:
        return []
    table = read_table(file.content, (CONTRACT, MONTH, TOTAL), most_bytes=_MOST_OF_OURS)
    sums: dict[tuple[str, str], int] = {}
    for number in range(len(table.rows)):
        key = table.cell(number, CONTRACT.text), table.cell(number, MONTH.text)
        sums[key] = sums.get(key, 0) + (cents_in(table.cell(number, TOTAL.text)) or 0)
    known = {
        (line.contract_number, line.period): line.line_id
        for line in lines(session, claim_id, state=LineState.INCLUDED)
    }
    return [AskedLine(known[key], *key, cents) for key, cents in sums.items()]


def given_answers(table: SentTable) -> list[GivenAnswer]:
    """Each row as far as it can be read."""
    return [_given(table, number) for number in range(len(table.rows))]


def _given(table: SentTable, number: int) -> GivenAnswer:
    amount = table.cell(number, ACCEPTED.text)
    word = table.cell(number, RESULT.text).casefold()
    return GivenAnswer(
        contract_number=table.cell(number, CONTRACT.text),
        period=month_in(table.cell(number, MONTH.text)),
        answer=_WORDS.get(word),
        cents=cents_in(amount),
        has_amount=bool(amount),
        reason=table.cell(number, REASON.text),
    )


_WORDS = {
    say(word, language).casefold(): answer for answer, word in ANSWERS.items() for language in LANGUAGES
}

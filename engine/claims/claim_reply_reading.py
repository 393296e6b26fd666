"""What a file with the ministry's answer says: sound as a whole, or what to mend in which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.claims.claim_access import tenant_of
from engine.claims.claim_reply_rows import COLUMNS, asked_lines, given_answers
from engine.documents.sent_tables import as_text, read_table, with_troubles
from engine.domain.line_replies import Answer, Judged, LineAnswer, judged
from engine.domain.rights import Actor
from engine.messages_catalogue import Message, msg
from engine.runtime import Runtime, Session

RIGHT = "claim.reply"


@dataclass(frozen=True, slots=True)
class ReplyRead:
    """What became of a file: nothing at all was taken while `troubles` or `missing` say something."""

    troubles: Mapping[int, Sequence[Message]]  # row → what to mend in it
    missing: Sequence[Message]  # lines of the claim without an answer
    answers: Sequence[LineAnswer]
    text: str = ""  # the table as CSV, to be given back
    known_before: bool = False  # this very file was taken before: nothing changed

    @property
    def is_taken(self) -> bool:
        """Whether the answer counts."""
        return not self.troubles and not self.missing

    @property
    def accepted_cents(self) -> int:
        """What the ministry pays of the claim."""
        return sum(one.accepted_cents for one in self.answers)

    @property
    def cut(self) -> int:
        """How many lines were accepted with less."""
        return sum(one.answer is Answer.CUT for one in self.answers)

    @property
    def refused(self) -> int:
        """How many lines were refused."""
        return sum(one.answer is Answer.REFUSED for one in self.answers)


def read(session: Session, claim_id: int, content: bytes) -> ReplyRead:
    """The file against the lines of the claim; an EngineError where it cannot be read as a whole."""
    found = _judged(session, claim_id, content)
    missing = [
        msg(
            "There is no answer to contract {contract}, {period}.",
            contract=line.contract_number,
            period=line.period,
        )
        for line in found.missing
    ]
    return ReplyRead(found.troubles, missing, found.answers, as_text(read_table(content, COLUMNS)))


def errors_again(runtime: Runtime, actor: Actor, claim_id: int, content: bytes, language: str) -> bytes:
    """The file with a last column that says of each row what to mend; nothing is taken."""
    with runtime.reading(tenant_of(runtime, actor, claim_id, RIGHT)) as session:
        found = _judged(session, claim_id, content)
    return with_troubles(read_table(content, COLUMNS), found.troubles, language)


def _judged(session: Session, claim_id: int, content: bytes) -> Judged:
    table = read_table(content, COLUMNS)
    return judged(asked_lines(session, claim_id), given_answers(table))

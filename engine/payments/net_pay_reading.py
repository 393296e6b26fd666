"""What a file from payroll says: sound as a whole, or what to mend in which row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from engine.claims.claim_access import tenant_of
from engine.clock import local_day
from engine.documents.sent_tables import SentTable, as_text, cents_in, day_in, read_table, with_troubles
from engine.domain import net_pay
from engine.domain.net_pay import Expected, GivenResult, JudgedResults, Result
from engine.domain.rights import Actor
from engine.errors import EngineError
from engine.messages_catalogue import Message, msg
from engine.persistence.queries import net_pay as kept_pay
from engine.persistence.queries.net_pay import PayrollRun
from engine.runtime import Runtime, Session

RIGHT = "payroll.import"
COLUMNS = (net_pay.REFERENCE, *net_pay.AMOUNTS, net_pay.PAID_ON, net_pay.REASON)


@dataclass(frozen=True, slots=True)
class ResultsRead:
    """What became of a file: nothing at all was taken while `troubles` say something."""

    troubles: Mapping[int, Sequence[Message]]  # row → what to mend in it
    fresh: Sequence[Result]
    known: int  # rows that had been taken before
    text: str  # the table as CSV, to be given back

    @property
    def is_taken(self) -> bool:
        """Whether the file counts."""
        return not self.troubles

    @property
    def net_cents(self) -> int:
        """What payroll paid out by the new rows."""
        return net_pay.summed(self.fresh).net


def read(session: Session, claim_id: int, content: bytes, today: date) -> tuple[PayrollRun, ResultsRead]:
    """The file against the list of the claim; an EngineError where there is none, or no table to read."""
    run, table, found = _judged(session, claim_id, content, today)
    return run, ResultsRead(found.troubles, found.fresh, found.known, as_text(table))


def errors_again(runtime: Runtime, actor: Actor, claim_id: int, content: bytes, language: str) -> bytes:
    """The file as CSV with a last column that says of each row what to mend; nothing is taken."""
    today = local_day(runtime.clock.now())
    with runtime.reading(tenant_of(runtime, actor, claim_id, RIGHT)) as session:
        _, table, found = _judged(session, claim_id, content, today)
    return with_troubles(table, found.troubles, language)


def _judged(
    session: Session, claim_id: int, content: bytes, today: date
) -> tuple[PayrollRun, SentTable, JudgedResults]:
    run = kept_pay.run_of(session, claim_id)
    if run is None:
        raise EngineError(msg("The claim has no payroll list yet."))
    table = read_table(content, COLUMNS, left_out=(net_pay.REASON,))
    if not table.rows:
        raise EngineError(msg("The file has no rows under its headings."))
    ordered = [pay for pay, _ in run.ordered.values()]
    expected = Expected(
        ordered, kept_pay.by_bank(session, claim_id), kept_pay.kept(session, run.run_id), today
    )
    return run, table, net_pay.judged(expected, [_given(table, row) for row in range(len(table.rows))])


def _given(table: SentTable, row: int) -> GivenResult:
    return GivenResult(
        reference=table.cell(row, net_pay.REFERENCE.text),
        amounts=tuple(cents_in(table.cell(row, column.text)) for column in net_pay.AMOUNTS),
        paid_on=day_in(table.cell(row, net_pay.PAID_ON.text)),
        reason=table.cell(row, net_pay.REASON.text),
    )
